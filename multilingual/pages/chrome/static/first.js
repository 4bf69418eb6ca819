// What a page cannot do without before a reader does something. The rest (actions.js, late.css) comes with the first
// thing that is done, and does then what was asked for; the search comes as a field is touched. All are classic
// scripts, so that they load from a folder as from a website. Without JavaScript all can be read and reached.
"use strict";

(() => {
  const { classList } = document.documentElement;
  const { actions, late, words } = document.currentScript.dataset;
  const asked = new URLSearchParams(location.search);
  const isReady = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
  const coming = {};
  let isHere = false;
  let isStyled = false;

  const load = (name, about) =>
    new Promise((onload, onerror) => {
      document.head.append(Object.assign(document.createElement(name), about, { onload, onerror }));
    });
  /** Runs a script of this site, after those that were asked for before. */
  globalThis.loadScript = (src) => load("script", { src, async: false });
  // It is asked for once, and again if it did not come.
  const once = (address, get = loadScript) =>
    (coming[address] ??= isReady.then(() => get(address)).catch((fault) => {
      delete coming[address];
      throw fault;
    }));

  const style = async () => {
    await once(late, (href) => load("link", { rel: "stylesheet", href }));
    isStyled = true;
  };
  const act = () =>
    Promise.all([style(), once(words), once(actions)]).then(() => {
      isHere = true;
    }, () => {});

  // Nothing of the search is loaded before: the search itself, the index and what names a danger, all at once.
  const said = () => document.getElementById("search-words").dataset;
  const site = (globalThis.siteSearch = {
    /** What a script leaves here under its name. */
    async load(name) {
      // None waits for another: a danger leads to help, whatever becomes of the index.
      await once(said()[name], (src) => load("script", { src }));
      if (site[name]) return site[name];
      delete coming[said()[name]];
      throw new Error(`${said()[name]} did not load`);
    },
  });
  function search() {
    site.load("engine").catch(() => {
      for (const place of document.querySelectorAll("#search-status, .search-unable")) {
        place.textContent = said().failed;
        place.hidden = false;
      }
    });
    // Those who search tell what is wrong with these.
    for (const name of ["index", "dangers"]) site.load(name).catch(console.error);
  }

  // A link that leads into a fold opens it, and one that leads to a field lets a reader type.
  function arrive() {
    let place = null;
    try {
      place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // A sign of per cent with no number behind it names no place.
    }
    // What was here, and is on another page now.
    if (place?.matches(".moved")) location.replace(place.querySelector("a").href);
    const fold = place?.closest("details:not([open])");
    if (fold) {
      fold.open = true;
      place.scrollIntoView();
    }
    if (place?.matches("input")) place.focus();
  }
  addEventListener("hashchange", arrive);

  for (const kind of ["pointerdown", "focusin", "keydown", "scroll"]) {
    addEventListener(kind, ({ target }) => {
      if (kind === "focusin" && target.matches("input[name=q]")) search();
      // A search needs nothing of the rest.
      if (!target.closest?.("[role=search]")) act();
    }, { passive: true });
  }
  addEventListener("keydown", (event) => {
    if (isHere || event.key !== "/" || event.target.matches("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    act().then(() => event.target.dispatchEvent(new KeyboardEvent(event.type, event)));
  });
  addEventListener("click", (event) => {
    const target = event.target.closest?.("button[type=button], .languages a, .popup > summary, .foot-bar a");
    if (target?.hash && target.hash === location.hash) arrive();
    if (isHere || !target || target.matches(".foot-bar a") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act().then(() => {
      // What does not come keeps nobody from where a link leads.
      const was = isHere;
      isHere = true;
      target.click();
      isHere = was;
    });
  }, true);

  // A printed page has everything on it. Print waits for nothing, and so must what it needs.
  function print() {
    if (isStyled) return;
    const request = new XMLHttpRequest();
    request.open("GET", late, false);
    request.send();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(request.responseText);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    isStyled = true;
  }
  matchMedia("print").onchange = ({ matches }) => matches && print();
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("article details:not([open], .countries, .card > *)")];
    for (const fold of unfolded) fold.open = true;
    print();
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
  });

  try {
    if (localStorage.getItem("english-below-warnings") === "hidden") classList.add("hides-english");
  } catch {
    // A reader who forbids storage still hides it on a page.
  }
  // Text that a reader has begun would jump as the other language comes; but nobody waits long for that.
  if (asked.has("with")) {
    classList.add("awaits-second");
    setTimeout(() => classList.remove("awaits-second"), 1500);
  }
  isReady.then(() => {
    const find = (selector) => document.querySelectorAll(selector);
    for (const share of find("button.share")) share.hidden = !navigator.share;
    arrive();
    // A page in a folder can ask for nothing as it is printed.
    if (location.protocol === "file:") style();
    if (asked.has("with") || asked.has("hand-over") || document.body.dataset.theme !== "auto") act();
    const typed = history.state?.query ?? asked.get("q");
    if (!find("#page-search").length || !typed) return;
    for (const field of find("#page-search, input[data-search]")) field.value = typed;
    search();
  });
})();
