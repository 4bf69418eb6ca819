// Gives a page the colours that the reader chose, and its room, before any of it is shown.
"use strict";

(() => {
  const root = document.documentElement;
  let theme = "auto";
  try {
    theme = localStorage.getItem("theme") ?? theme;
  } catch {
    // A reader who forbids storage gets the colours of the system.
  }
  root.classList.remove("no-js");
  root.style.colorScheme = theme === "auto" ? "" : theme;
  // The search page keeps room for what will be found, so that nothing moves.
  if (new URLSearchParams(location.search).get("q")) root.classList.add("is-searching");
  // The body is not there yet; it gets its colours as it comes.
  new MutationObserver((_changes, observer) => {
    if (!document.body) return;
    observer.disconnect();
    document.body.dataset.theme = theme;
  }).observe(root, { childList: true });
})();
