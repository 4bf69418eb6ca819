// Leads a reader who switches language to the question in view, and remembers the choice.
// Without JavaScript the links lead to the same page.
"use strict";

(() => {
  const links = document.querySelectorAll(".languages a[data-language]");

  function remember(tag) {
    try {
      localStorage.setItem("language", tag);
    } catch {
      // A reader who forbids storage still switches.
    }
  }

  function placeInView() {
    const line = 1 + Math.max(0, document.querySelector(".site-header").getBoundingClientRect().bottom) + 120;
    let place = "";
    for (const section of document.querySelectorAll("article section[id] section[id]")) {
      if (section.getBoundingClientRect().top <= line) place = section.id;
    }
    return place;
  }

  for (const link of links) {
    link.addEventListener("click", () => {
      remember(link.dataset.language);
      const place = placeInView();
      link.hash = place ? `#${place}` : "";
      const asked = new URLSearchParams(location.search);
      // A language is not shown beside itself.
      if (asked.get("with") === link.dataset.language) asked.delete("with");
      link.search = asked;
    });
  }

  // A second language beside the text. What does the work is loaded once somebody asks for it.
  const second = document.querySelector(".second-language");
  const fault = second.appendChild(document.createElement("p"));
  fault.className = "second-fault";
  fault.setAttribute("role", "status");
  let coming;

  function besideLanguage() {
    coming ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = second.dataset.script;
      script.addEventListener("load", () => resolve(globalThis.besideLanguage));
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return coming;
  }

  async function show(tag, name) {
    try {
      await (await besideLanguage()).show(tag);
    } catch {
      // It is asked for again at the next try.
      coming = undefined;
      fault.textContent = second.dataset.failed.replace("%s", name);
    }
  }

  function offer(tag, words, language) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: words, ariaPressed: String(!tag), ...language });
    button.dataset.with = tag;
    button.addEventListener("click", () => show(tag, words));
    second.insertBefore(button, fault);
  }

  offer("", second.dataset.none);
  for (const { dataset, hreflang, lang, dir, textContent } of links) {
    const isOther = dataset.language !== document.documentElement.lang && hreflang === dataset.language;
    if (isOther) offer(hreflang, textContent, { lang, dir });
  }
  second.hidden = second.querySelectorAll("button").length < 2;
  // So that nothing but the other page is waited for once a language is chosen.
  second.closest("details").addEventListener("toggle", () => besideLanguage().catch(() => (coming = undefined)));
  const asked = new URLSearchParams(location.search);
  if (asked.has("with")) {
    // Text that a reader has begun would jump as the other language comes; but nobody waits long for that.
    const wait = (isOn) => document.documentElement.classList.toggle("awaits-second", isOn);
    wait(true);
    const frame = () => new Promise(requestAnimationFrame);
    show(asked.get("with"), asked.get("with")).then(frame).then(frame).then(() => wait(false));
    setTimeout(wait, 1500, false);
  }
  // A page in a folder cannot be read by another one, so it hands itself over (beside.js).
  if (location.protocol === "file:" && asked.has("hand-over") && parent !== window) {
    parent.postMessage({ page: document.documentElement.outerHTML }, "*");
  }

  // Warnings in English, below a translation that nobody qualified has checked: the reader may hide them.
  const ENGLISH = "english-below-warnings";

  function isEnglishHidden() {
    try {
      return localStorage.getItem(ENGLISH) === "hidden";
    } catch {
      return false;
    }
  }

  function explainEnglish(first) {
    const { why, hideEnglish, showEnglish } = second.dataset;
    // It says so itself below the first warning; other pages have another's warning in their bar.
    const line = document.querySelector("article .source-note") ?? document.createElement("p");
    if (!line.isConnected) {
      line.className = "source-note";
      line.textContent = why;
      first.after(line);
    }
    const button = document.createElement("button");
    button.type = "button";
    const apply = (isHidden) => {
      document.documentElement.classList.toggle("hides-english", isHidden);
      button.textContent = isHidden ? showEnglish : hideEnglish;
    };
    button.addEventListener("click", () => {
      const isHidden = !document.documentElement.classList.contains("hides-english");
      const before = button.getBoundingClientRect().top;
      try {
        localStorage.setItem(ENGLISH, isHidden ? "hidden" : "shown");
      } catch {
        // A reader who forbids storage still has it hidden on this page.
      }
      apply(isHidden);
      scrollBy({ top: button.getBoundingClientRect().top - before, behavior: "instant" });
    });
    apply(isEnglishHidden());
    line.append(" ", button);
  }

  const english = [...document.querySelectorAll("article .source-text")];
  const first = english.find((text) => text.checkVisibility());
  if (first && second.dataset.why) explainEnglish(first);

  const popups = document.querySelectorAll("details.popup");
  document.addEventListener("click", (event) => {
    for (const popup of popups) if (!popup.contains(event.target)) popup.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const popup of popups) {
      if (popup.open && popup.contains(document.activeElement)) popup.querySelector("summary").focus();
      popup.open = false;
    }
  });
})();
