// Leads a reader who switches language to the question in view, and remembers the choice.
// Without JavaScript the links lead to the same page.
"use strict";

(() => {
  const links = document.querySelectorAll(".languages a[hreflang]");

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
      remember(link.lang);
      const place = placeInView();
      link.hash = place ? `#${place}` : "";
      const asked = new URLSearchParams(location.search);
      // A language is not shown beside itself.
      if (asked.get("with") === link.lang) asked.delete("with");
      link.search = asked;
    });
  }

  // A second language beside the text. What does the work is loaded once somebody asks for it.
  const second = document.querySelector(".second-language");
  const title = second.appendChild(document.createElement("p"));
  Object.assign(title, { id: "second-language", textContent: second.dataset.title ?? "" });
  second.setAttribute("role", "group");
  second.setAttribute("aria-labelledby", title.id);
  const fault = second.appendChild(document.createElement("p"));
  fault.className = "second-fault";
  fault.setAttribute("role", "status");
  let coming;

  const besideLanguage = () =>
    (coming ??= loadScript(second.dataset.script).then(() => globalThis.besideLanguage));

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
    Object.assign(button, { type: "button", textContent: words, ...language });
    button.setAttribute("aria-pressed", !tag);
    button.dataset.with = tag;
    button.addEventListener("click", () => show(tag, words));
    second.insertBefore(button, fault);
  }

  offer("", second.dataset.none);
  for (const { hreflang, lang, dir, textContent } of links) {
    const isOther = lang !== document.documentElement.lang && hreflang === lang;
    if (isOther) offer(hreflang, textContent, { lang, dir });
  }
  second.hidden = second.querySelectorAll("button").length < 2;
  // So that nothing but the other page is waited for once a language is chosen.
  const menu = second.closest("details");
  const prepare = () => besideLanguage().catch(() => (coming = undefined));
  menu.addEventListener("toggle", prepare);
  if (menu.open) prepare();
  const asked = new URLSearchParams(location.search);
  if (asked.has("with")) {
    const frame = () => new Promise(requestAnimationFrame);
    const { classList } = document.documentElement;
    show(asked.get("with"), asked.get("with")).then(frame).then(frame).then(() => classList.remove("awaits-second"));
  }
  // A page in a folder cannot be read by another one, so it hands itself over (beside.js).
  if (location.protocol === "file:" && asked.has("hand-over") && parent !== window) {
    parent.postMessage({ page: document.documentElement.outerHTML }, "*");
  }
})();
