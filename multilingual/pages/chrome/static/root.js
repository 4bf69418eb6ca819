// Leads a reader on in the language that they chose before, or offers that of the browser first.
// "#choose" always shows the list.
"use strict";

(() => {
  const tags = document.currentScript.dataset.languages.split(" ");
  let chosen = null;
  try {
    chosen = localStorage.getItem("language");
  } catch {
    // A reader who forbids storage chooses again.
  }
  if (location.hash !== "#choose" && tags.includes(chosen)) location.replace(`${chosen}/index.html`);

  document.addEventListener("DOMContentLoaded", () => {
    const links = [...document.querySelectorAll("#languages a")];
    const base = (tag) => tag.toLowerCase().split("-")[0];
    const script = { "zh-cn": "zh-hans", "zh-sg": "zh-hans" };
    const fits = (wanted) =>
      links.find((link) => link.dataset.language.toLowerCase() === (script[wanted.toLowerCase()] ?? wanted.toLowerCase())) ??
      links.find((link) => base(link.dataset.language) === base(wanted));
    const found = (navigator.languages ?? []).map(fits).find(Boolean);
    if (found) {
      const offer = document.getElementById("offer");
      const link = offer.querySelector("a");
      offer.lang = found.dataset.language;
      offer.dir = found.parentElement.dir;
      link.href = found.getAttribute("href");
      link.hreflang = link.dataset.language = found.dataset.language;
      link.querySelector("strong").textContent = found.querySelector("strong").textContent;
      link.querySelector("span").textContent = found.dataset.continue;
      offer.hidden = false;
      found.parentElement.hidden = true;
      links.push(link);
      document.documentElement.lang = found.dataset.language;
      document.documentElement.dir = offer.dir;
      document.getElementById("choose").textContent = found.dataset.choose;
      document.getElementById("name").textContent = document.title = found.dataset.name;
    }
    for (const link of links) {
      link.addEventListener("click", () => {
    try { localStorage.setItem("language", link.dataset.language); } catch { /* storage is forbidden */ }
      });
    }
  });
})();
