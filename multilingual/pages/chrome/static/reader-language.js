// Which of the languages of the site is that of a reader; for the pages above the languages.
"use strict";

/** The first of the tags that a reader wants which the site has, or its like; undefined if it has none. */
function languageOf(wanted, tags) {
  const script = { "zh-cn": "zh-hans", "zh-sg": "zh-hans" };
  const base = (tag) => tag.toLowerCase().split("-")[0];
  const fits = (tag) =>
    tags.find((known) => known.toLowerCase() === (script[tag.toLowerCase()] ?? tag.toLowerCase())) ??
    tags.find((known) => base(known) === base(tag));
  return wanted.map(fits).find(Boolean);
}

/** The language that a reader chose before, if any. */
function chosenLanguage() {
  try {
    return localStorage.getItem("language");
  } catch {
    // A reader who forbids storage chooses again.
    return null;
  }
}

function keepChoices(links) {
  for (const link of links) {
    link.addEventListener("click", () => {
      try { localStorage.setItem("language", link.dataset.language); } catch { /* storage is forbidden */ }
    });
  }
}
