// What a page cannot do without before a reader does something. The rest (actions.js, late.css) comes with the first
// thing that is done, and does then what was asked for; the search comes as a field is touched. All are classic
// scripts, so that they load from a folder as from a website. Without JavaScript all can be read and reached.
"use strict";

(() => {
  const root = document.documentElement;
  const paths = document.currentScript.dataset;
  const wishes = new URLSearchParams(location.search);
  const each = (selector) => [...document.querySelectorAll(selector)];
  const isReady = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
  const PAUSE = 5000; // How long nothing is asked for again that did not come, in milliseconds.
  const LATE = 600; // After how long a search that is on its way says so.
  const PATIENCE = 1500; // How long a click waits for what it needs.
  const coming = {};
  let isHere = false;
  let isStyled = false;

  const bring = (kind, about) =>
    new Promise((onload, onfault) => {
      const node = Object.assign(document.createElement(kind), about, { onload });
      node.onerror = () => {
        node.remove();
        onfault(new Error(`No ${node.src ?? node.href}`));
      };
      document.head.append(node);
    });
  /** Runs a script of this site, after those that were asked for before. */
  const inTurn = (src) => bring("script", { src, async: false });
  globalThis.loadScript = inTurn;
  // It is asked for once, and again if it did not come.
  const once = (address, get = inTurn) =>
    (coming[address] ??= isReady.then(() => get(address)).catch((fault) => {
      delete coming[address];
      throw fault;
    }));

  const dress = async () => {
    await once(paths.late, (href) => bring("link", { rel: "stylesheet", href }));
    isStyled = true;
  };
  let notBefore = 0;
  const act = async () => {
    if ((isHere && isStyled) || Date.now() < notBefore) return;
    // The words first: scripts run in this order.
    const ends = await Promise.allSettled([once(paths.words), once(paths.actions), dress()]);
    isHere = !ends[1].reason;
    // Where there is no internet, nobody asks again at every touch.
    if (ends.some(({ reason }) => reason)) notBefore = Date.now() + PAUSE;
  };
  /** Waits for what is coming, but not for long: without it a page can be read and left. */
  const actSoon = () => Promise.race([act(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);

  // Nothing of the search is loaded before: the search itself, the index and what names a danger, all at once.
  const said = () => document.getElementById("search-words").dataset;
  const site = (globalThis.siteSearch = {
    /** What a script leaves here under its name. */
    async load(part) {
      const address = said()[part];
      // None waits for another: a danger leads to help, whatever becomes of the index.
      await once(address, (src) => bring("script", { src }));
      if (site[part]) return site[part];
      delete coming[address];
      throw new Error(`No ${part}`);
    },
  });
  function startSearch() {
    const places = each("#search-status, .search-unable");
    function tell(text) {
      for (const place of places) {
        place.hidden = false;
        place.textContent = text;
      }
    }
    const timer = setTimeout(() => each("input[name=q]").some(({ value }) => value) && tell(said().searching), LATE);
    site.load("engine").then(() => {
      // It says by itself what it finds, below the field.
      for (const place of each(".search-unable")) place.hidden = true;
    }, () => tell(said().failed)).finally(() => clearTimeout(timer));
    // Those who search tell what is wrong with these.
    for (const part of ["dangers", "index"]) site.load(part).catch(console.error);
  }

  // A link that leads into a fold opens it, and one that leads to a field lets a reader type.
  function arrive() {
    let there;
    try {
      there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // A sign of per cent with no number behind it names no place.
    }
    if (!there) return;
    // What was here, and is on another page now.
    if (there.matches(".moved")) location.replace(there.querySelector("a").href);
    const fold = there.closest("details:not([open])");
    if (fold) {
      fold.open = true;
      there.scrollIntoView();
    }
    if (there.matches("input")) there.focus();
  }
  addEventListener("hashchange", arrive);

  for (const kind of ["pointerdown", "focusin", "keydown", "scroll"]) {
    addEventListener(kind, ({ target }) => {
      // A finger is on the field a moment before that has the focus.
      if (/^(focusin|pointerdown)$/.test(kind) && target.matches?.("input[name=q]")) startSearch();
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
    const clicked = event.target.closest?.("button[type=button], .languages a, .popup > summary, .foot-bar a");
    if (clicked?.hash && clicked.hash === location.hash) arrive();
    const isEarly = !isHere && clicked && !clicked.matches(".foot-bar a") && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const isAgain = isEarly && clicked === waiting;
    waiting = isEarly ? clicked : null;
    if (!isEarly) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isAgain) return;
    actSoon().then(() => {
      if (waiting !== clicked) return;
      waiting = null;
      // What does not come keeps nobody from where a link leads.
      const was = isHere;
      isHere = true;
      clicked.click();
      isHere = was;
    });
  }, true);

  // A printed page has everything on it. Print waits for nothing, and so must what it needs.
  function dressForPrint() {
    if (isStyled) return;
    try {
      const request = new XMLHttpRequest();
      request.open("GET", paths.late, false);
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
  matchMedia("print").onchange = ({ matches }) => matches && dressForPrint();
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = each("article details:not([open], .countries, .card > *)");
    for (const fold of unfolded) fold.open = true;
    dressForPrint();
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
  });

  try {
    if (localStorage.getItem("english-below-warnings") === "hidden") root.classList.add("hides-english");
  } catch {
    // A reader who forbids storage still hides it on a page.
  }
  // Text that a reader has begun would jump as the other language comes; but nobody waits long for that.
  if (wishes.has("with")) {
    root.classList.add("awaits-second");
    setTimeout(() => root.classList.remove("awaits-second"), PATIENCE);
  }
  isReady.then(() => {
    for (const button of each("button.share")) button.hidden = !navigator.share;
    arrive();
    // A page in a folder can ask for nothing as it is printed, and an older browser add no rules then.
    if (location.protocol === "file:" || !("adoptedStyleSheets" in document)) dress().catch(console.warn);
    if (wishes.has("with") || wishes.has("hand-over") || document.body.dataset.theme !== "auto") act();
    const typed = history.state?.query ?? wishes.get("q");
    if (!each("#page-search").length || !typed) return;
    for (const field of each("#page-search, input[data-search]")) field.value = typed;
    startSearch();
  });
})();
