// A page that was not found says so in the language of its address, or else in that of the reader, and in no other.
"use strict";

(() => {
  const { path } = document.currentScript.dataset;
  const parts = [...document.querySelectorAll("main section")];
  const tags = parts.map((part) => part.dataset.language);
  const folder = location.pathname.slice(path.length).split("/")[1];
  // However it is written: /AR/, /zh-hans/, /zh-cn/.
  const tag = languageOf([folder ?? ""], tags)
    ?? tags.find((known) => known === chosenLanguage())
    ?? languageOf(navigator.languages ?? [], tags);
  keepChoices(document.querySelectorAll("#languages a"));
  const own = parts.find((part) => part.dataset.language === tag);
  if (!own) return;
  for (const part of parts) part.hidden = part !== own;
  for (const other of document.querySelectorAll(".help li, footer p")) other.hidden = other.lang !== tag;
  const root = document.documentElement;
  root.lang = tag;
  root.dir = own.dir;
  document.querySelector("#languages").setAttribute("aria-label", own.dataset.choose);
  document.querySelector(`#languages [data-language="${CSS.escape(tag)}"]`).setAttribute("aria-current", "true");
  document.getElementById("name").textContent = own.dataset.name;
  document.title = [own.querySelector("h1").textContent, own.dataset.name].join(" · ");
})();
