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
    loadScript(tools.dataset.script).then(() => {
      state = "loaded";
      button.click();
    }, () => {
      state = "";
      // What a browser can do by itself needs nothing that did not come.
      if (button.matches(".print")) print();
      else tools.classList.add("has-address");
    });
  }
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || state === "loaded") return;
    event.stopPropagation();
    load(button);
  }, true);

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
  /** The voices of this machine for a language. */
  globalThis.voicesFor = (tag) => speech.getVoices().filter((voice) => voice.localService && script(voice.lang) === script(tag));
  function offer() {
    if (state !== "loaded") find(".listen").hidden = !voicesFor(document.documentElement.lang).length;
  }
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();
