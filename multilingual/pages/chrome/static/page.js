// Small things of a page: menus that close, the way to the search by a key, warnings in English that a reader hides.
"use strict";

(() => {
  const popups = document.querySelectorAll("details.popup");
  // What the focus leaves would cover what it comes to.
  for (const popup of popups) {
    popup.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !popup.contains(relatedTarget)) popup.open = false;
    });
  }
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

  const isSeen = (node) => {
    const { left, right, width } = node.getBoundingClientRect();
    return (node.checkVisibility?.() ?? true) && width > 0 && left >= 0 && right <= document.documentElement.clientWidth;
  };
  const isField = (node) => node.matches("input, textarea, select, [contenteditable]");
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    event.preventDefault();
    const menu = document.querySelector("details.menu");
    const fields = [...document.querySelectorAll("article input[name=q], input[data-search]")];
    if (!fields.some(isSeen)) menu.open = true;
    fields.find(isSeen)?.focus();
  });

  for (const button of document.querySelectorAll(".english-toggle")) {
    button.addEventListener("click", () => {
      const before = button.getBoundingClientRect().top;
      const isHidden = document.documentElement.classList.toggle("hides-english");
      try {
        localStorage.setItem("english-below-warnings", isHidden ? "hidden" : "shown");
      } catch {
        // A reader who forbids storage still has it hidden on this page.
      }
      scrollBy({ top: button.getBoundingClientRect().top - before, behavior: "instant" });
    });
  }
})();
