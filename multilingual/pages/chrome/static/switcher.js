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
      link.search = location.search;
    });
  }

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
