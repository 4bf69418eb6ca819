// What a page cannot do without before a reader does something. The rest (actions.js, late.css) comes with the first
// thing that is done, and does then what was asked for; the search comes as a field is touched. All are classic
// scripts, so that they load from a folder as from a website. Without JavaScript all can be read and reached.
"use strict";

(() => {
  const { classList } = document.documentElement;
  const { actions, late, words } = document.currentScript.dataset;
  const asked = new URLSearchParams(location.search);
  const isReady = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
  const PAUSE = 5000; // How long nothing is asked for again that did not come, in milliseconds.
  const LATE = 600; // After how long a search that is on its way says so.
  const PATIENCE = 1500; // How long a click waits for what it needs.
  const coming = {};
  let isHere = false;
  let isStyled = false;

  const load = (name, about) =>
    new Promise((onload, reject) => {
      const node = Object.assign(document.createElement(name), about, { onload });
      node.onerror = () => {
        node.remove();
        reject(new Error(`${about.src ?? about.href} did not load`));
      };
      document.head.append(node);
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
  let notBefore = 0;
  const act = async () => {
    if ((isHere && isStyled) || Date.now() < notBefore) return;
    // The words first: scripts run in this order.
    const all = await Promise.allSettled([once(words), once(actions), style()]);
    isHere = all[1].status === "fulfilled";
    // Where there is no internet, nobody asks again at every touch.
    if (all.some(({ status }) => status === "rejected")) notBefore = Date.now() + PAUSE;
  };
  /** Waits for what is coming, but not for long: without it a page can be read and left. */
  const actSoon = () => Promise.race([act(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);

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
    const places = document.querySelectorAll("#search-status, .search-unable");
    function tell(text) {
      for (const place of places) {
        place.hidden = false;
        place.textContent = text;
      }
    }
    const isAsked = () => [...document.querySelectorAll("input[name=q]")].some(({ value }) => value);
    const late = setTimeout(() => isAsked() && tell(said().searching), LATE);
    site.load("engine").then(() => {
      // It says by itself what it finds, below the field.
      for (const place of places) if (place.matches(".search-unable")) place.hidden = true;
    }, () => tell(said().failed)).finally(() => clearTimeout(late));
    // Those who search tell what is wrong with these.
    for (const name of ["dangers", "index"]) site.load(name).catch(console.error);
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
      // A finger is on the field a moment before that has the focus.
      if (/^(focusin|pointerdown)$/.test(kind) && target.matches?.("input[name=q]")) search();
      // A search needs nothing of the rest.
      if (!target.closest?.("[role=search]")) act();
    }, { passive: true });
  }
  addEventListener("keydown", (event) => {
    if (isHere || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    act().then(() => isHere && event.target.dispatchEvent(new KeyboardEvent(event.type, event)));
  });
  // The newest click is done again, once, and none after a reader has clicked elsewhere.
  let waiting = null;
  addEventListener("click", (event) => {
    const target = event.target.closest?.("button[type=button], .languages a, .popup > summary, .foot-bar a");
    if (target?.hash && target.hash === location.hash) arrive();
    const isEarly = !isHere && target && !target.matches(".foot-bar a") && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const isAgain = isEarly && target === waiting;
    waiting = isEarly ? target : null;
    if (!isEarly) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isAgain) return;
    actSoon().then(() => {
      if (waiting !== target) return;
      waiting = null;
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
    try {
      const request = new XMLHttpRequest();
      request.open("GET", late, false);
      request.send();
      if (request.status !== 200) return;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(request.responseText);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      isStyled = true;
    } catch (error) {
      console.warn(error);
    }
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
    // A page in a folder can ask for nothing as it is printed, and an older browser add no rules then.
    if (location.protocol === "file:" || !("adoptedStyleSheets" in document)) style().catch(console.warn);
    if (asked.has("with") || asked.has("hand-over") || document.body.dataset.theme !== "auto") act();
    const typed = history.state?.query ?? asked.get("q");
    if (!find("#page-search").length || !typed) return;
    for (const field of find("#page-search, input[data-search]")) field.value = typed;
    search();
  });
})();
