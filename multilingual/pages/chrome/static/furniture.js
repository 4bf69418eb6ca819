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
  // Icons that no page has before somebody acts.
  for (const [name, shape] of Object.entries({
    light: "M7.5 12a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M12 1.5v2.5M12 20v2.5M4.6 4.6l1.8 1.8M17.6 17.6l1.8 1.8M1.5 12H4M20 12h2.5M4.6 19.4l1.8-1.8M17.6 6.4l1.8-1.8",
    dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
    listen: "M4 10v4h3l5 4V6L7 10zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  })) {
    const icon = document.getElementById("svg-menu").cloneNode(true);
    icon.id = `svg-${name}`;
    icon.firstElementChild.setAttribute("d", shape);
    document.querySelector(".icons").append(icon);
  }
  // The name of a button says which colours are on, and so does its icon.
  const buttons = document.querySelectorAll(".theme-toggle");
  function name() {
    const theme = body.dataset.theme ?? "auto";
    for (const button of buttons) {
      if (button.dataset[theme]) button.setAttribute("aria-label", button.dataset[theme]);
      button.querySelector("use").setAttribute("href", `#svg-${theme}`);
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
