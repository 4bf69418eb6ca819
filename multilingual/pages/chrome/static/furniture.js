// What furo's script did here: the button for colours, and the place in "On this page".
"use strict";

(() => {
  const body = document.body;
  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const inTurn = () => (isDark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"]);

  function change() {
    const themes = inTurn();
    const theme = themes[(themes.indexOf(body.dataset.theme) + 1) % themes.length];
    body.dataset.theme = theme;
    document.documentElement.style.colorScheme = theme === "auto" ? "" : theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // A reader who forbids storage has the colours for this page.
    }
  }
  // The name of a button says which colours are on.
  const buttons = document.querySelectorAll(".theme-toggle");
  function name() {
    for (const button of buttons) {
      const said = button.dataset[body.dataset.theme ?? "auto"];
      if (said) button.setAttribute("aria-label", said);
    }
  }
  for (const button of buttons) button.addEventListener("click", change);
  new MutationObserver(name).observe(body, { attributeFilter: ["data-theme"] });
  name();

  const links = new Map();
  for (const link of document.querySelectorAll(".toc-tree a[href^='#']")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section && link.hash) links.set(section, link.parentElement);
  }
  let waits = false;
  function mark() {
    waits = false;
    const line = innerHeight / 4;
    let current = null;
    for (const section of links.keys()) if (section.getBoundingClientRect().top <= line) current = section;
    for (const [section, entry] of links) {
      const holds = section === current || (current !== null && section.contains(current));
      entry.classList.toggle("scroll-current", holds);
    }
  }
  if (links.size) {
    addEventListener("scroll", () => {
      if (!waits) requestAnimationFrame(mark);
      waits = true;
    }, { passive: true });
    mark();
  }
})();
