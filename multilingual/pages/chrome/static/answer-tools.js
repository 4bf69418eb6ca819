// Shows what a reader can do with an answer here. What does it is loaded as it is asked for.
"use strict";

(() => {
  const tools = document.querySelector(".answer-tools");
  if (!tools) return;
  const find = (name) => tools.querySelector(name);
  let state = "";

  function load(button) {
    if (state) return;
    state = "loading";
    const script = document.createElement("script");
    script.src = tools.dataset.script;
    script.onload = () => {
      state = "loaded";
      button.click();
    };
    script.onerror = () => {
      state = "";
    };
    document.head.append(script);
  }
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || state === "loaded") return;
    event.stopPropagation();
    load(button);
  }, true);

  const data = { title: document.querySelector("h1").textContent, url: location.href };
  find(".answer-address").hidden = true;
  find(".share").hidden = !navigator.share || (navigator.canShare && !navigator.canShare(data));
  find(".copy").hidden = find(".print").hidden = false;

  // A voice that lives elsewhere would be sent what somebody reads about an illness.
  const speech = globalThis.speechSynthesis;
  if (!speech || !globalThis.SpeechSynthesisUtterance) return;
  function script(tag) {
    try {
      const { language, script } = new Intl.Locale(tag.replace("_", "-")).maximize();
      return `${language}-${script}`;
    } catch {
      return tag;
    }
  }
  function offer() {
    const own = script(document.documentElement.lang);
    if (state !== "loaded") find(".listen").hidden = !speech.getVoices().some((voice) => voice.localService && script(voice.lang) === own);
  }
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();
