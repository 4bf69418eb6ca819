// Small things of a page: what unfolds for the printer, menus that close, the name of the theme button.
// Without JavaScript all of it can be read and reached.
"use strict";

(() => {
  // A printed page has everything on it.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("article details:not([open], .countries, .card > *)")];
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
  });

  // What the focus leaves would cover what it comes to.
  for (const popup of document.querySelectorAll("details.popup")) {
    popup.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !popup.contains(relatedTarget)) popup.open = false;
    });
  }

  function placeInAddress() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      // A sign of per cent with no number behind it names no place.
      return "";
    }
  }

  // A link that leads into a fold opens it, and one that leads to a field lets a reader type.
  function arrive() {
    const place = document.getElementById(placeInAddress());
    // What was here, and is on another page now.
    if (place?.matches(".moved")) location.replace(place.querySelector("a").href);
    const fold = place?.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      place.scrollIntoView();
    }
    if (place?.matches("input")) place.focus();
  }
  addEventListener("hashchange", arrive);
  arrive();
  for (const link of document.querySelectorAll(".foot-bar a")) {
    link.addEventListener("click", () => {
      if (link.hash && link.hash === location.hash) arrive();
    });
  }

  // The name of the button says which colours are on.
  const buttons = document.querySelectorAll(".theme-toggle");
  function name() {
    const theme = document.body.dataset.theme ?? "auto";
    for (const button of buttons) button.setAttribute("aria-label", button.dataset[theme]);
  }
  new MutationObserver(name).observe(document.body, { attributeFilter: ["data-theme"] });
  name();
})();
