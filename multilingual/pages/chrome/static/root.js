// Leads a reader on in the language that they chose before, or offers that of the browser first.
// "#choose" always shows the list.
"use strict";

(() => {
  const tags = document.currentScript.dataset.languages.split(" ");
  const chosen = chosenLanguage();
  if (location.hash !== "#choose" && tags.includes(chosen)) location.replace(`${chosen}/index.html`);

  document.addEventListener("DOMContentLoaded", () => {
    const links = [...document.querySelectorAll("#languages a")];
    const tag = languageOf(navigator.languages ?? [], tags);
    const found = links.find((link) => link.dataset.language === tag);
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
    keepChoices(links);
  });
})();
