// Shows the same page in a second language: each block beside its own, or under it where there is little room. Blocks
// find each other by the names of their messages (data-m), the same in every language. `?with=TAG` in the address
// says which language; it can be passed on, and the links of the site keep it. Only that other page is loaded, and
// nothing of it runs: it is read as text, and words, emphasis and links alone are taken out of it.
"use strict";

(() => {
  const root = document.documentElement;
  const own = root.lang;
  const group = document.querySelector(".second-language");
  const said = group.dataset;
  const article = document.querySelector("article");
  const summary = document.querySelector(".languages > summary");
  const site = new URL(`${root.dataset.content_root}../`, location.href).href;

  const KEPT = "a, abbr, b, bdi, bdo, br, cite, code, dfn, em, i, kbd, q, s, small, span, strong, sub, sup, u";
  const LEFT_OUT = "script, style, template, svg, math, img, iframe, object, embed, [hidden], .headerlink";
  const CLASSES = ["term-link", "untranslated-notice", "visually-hidden"];
  /** What can have nothing beside it, so that both languages stand in it. */
  const WITHIN = "a, span, summary, dt, th, td, li, caption, figcaption, legend";
  /** What a block is called that is in English on one of the pages. */
  const UNLIKE = ["untranslated", "line"];
  const SAFE = /^(https?|file|mailto|tel):$/;

  const languages = new Map();
  for (const link of document.querySelectorAll(".languages a[hreflang]")) {
    const tag = link.lang;
    // A language that lacks the page leads to another one.
    if (tag === own || link.hreflang !== tag) continue;
    const path = link.getAttribute("href").split(/[?#]/)[0];
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    languages.set(tag, { name: link.textContent, dir: link.dir, address: new URL(path, location.href).href, folder });
  }
  const buttons = [...group.querySelectorAll("button")];
  let shown = "";
  let latest = 0;

  // What is said ----------------------------------------------------------------------------

  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.body.append(status);

  function named(tag) {
    const name = document.createElement("bdi");
    const { name: words, dir } = languages.get(tag);
    Object.assign(name, { lang: tag, dir, textContent: words });
    return name;
  }

  /** The words with the name of a language where they have %s. */
  function about(words, tag) {
    const [before, after = ""] = words.split("%s");
    return [before, ...(words.includes("%s") ? [named(tag)] : []), after];
  }

  const say = (words, tag) => status.replaceChildren(...about(words, tag));

  // The other page --------------------------------------------------------------------------

  async function fromSite(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  }

  /** Pages in a folder may not read each other, but one in a frame may hand itself over (switcher.js). */
  function fromFolder(address) {
    return new Promise((resolve, reject) => {
      const frame = document.createElement("iframe");
      const hear = ({ source, data }) => {
        if (source === frame.contentWindow && typeof data?.page === "string") end(resolve, data.page);
      };
      const fail = () => end(reject, new Error(address));
      const end = (settle, value) => {
        removeEventListener("message", hear);
        clearTimeout(waiting);
        frame.remove();
        settle(value);
      };
      let waiting = setTimeout(fail, 8000);
      // A page that is not there loads, too, and says nothing.
      frame.addEventListener("load", () => {
        clearTimeout(waiting);
        waiting = setTimeout(fail, 500);
      });
      addEventListener("message", hear);
      frame.hidden = true;
      frame.title = "";
      frame.src = `${address}?hand-over`;
      document.body.append(frame);
    });
  }

  async function load(tag) {
    const { address } = languages.get(tag);
    const text = await (location.protocol === "file:" ? fromFolder : fromSite)(address);
    const page = new DOMParser().parseFromString(text, "text/html");
    if (page.documentElement.lang !== tag) throw new Error(`${address} is in another language`);
    return page;
  }

  /** The address that a link of the other page has here; a place on it is a place on this page. */
  function moved(link, tag) {
    const given = link.getAttribute("href") ?? "";
    const { address, folder } = languages.get(tag);
    const target = new URL(given, address);
    if (!SAFE.test(target.protocol)) return "";
    if (target.hash && target.href.split(/[?#]/)[0] === address) return target.hash;
    // Relative as it was, so that the site can be moved, and a printed page names no address of it.
    return target.href.startsWith(site) && !/^[a-z]+:/i.test(given) ? asking(`${folder}${given}`, own) : target.href;
  }

  /** An address that asks for a second language, or for none. */
  function asking(given, tag) {
    const [, path, query = "", place = ""] = given.match(/^([^?#]*)(?:\?([^#]*))?(#.*)?$/);
    const asked = new URLSearchParams(query);
    if (tag) asked.set("with", tag);
    else asked.delete("with");
    return `${path}${asked.size ? `?${asked}` : ""}${place}`;
  }

  function copy(from, to, tag) {
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) to.append(child.data);
      if (child.nodeType !== Node.ELEMENT_NODE || child.matches(LEFT_OUT)) continue;
      if (!child.matches(KEPT)) {
        copy(child, to, tag);
        continue;
      }
      const made = document.createElement(child.localName);
      for (const name of ["lang", "dir"]) if (child.hasAttribute(name)) made[name] = child.getAttribute(name);
      const classes = CLASSES.filter((name) => child.classList.contains(name));
      if (classes.length) made.className = classes.join(" ");
      if (child.matches("a[href]")) {
        const address = moved(child, tag);
        if (address) made.setAttribute("href", address);
        if (child.hasAttribute("aria-label")) made.setAttribute("aria-label", child.getAttribute("aria-label"));
      }
      copy(child, made, tag);
      to.append(made);
    }
  }

  // Pairs -----------------------------------------------------------------------------------

  /** The blocks of a page by their names; one that is there twice has its number, too. */
  function blocks(page) {
    const found = new Map();
    const count = new Map();
    for (const block of page.querySelectorAll("article [data-m]")) {
      if (block.querySelector("[data-m]")) continue;
      const mark = block.dataset.m;
      count.set(mark, (count.get(mark) ?? 0) + 1);
      found.set(`${mark} ${count.get(mark)}`, block);
    }
    return found;
  }

  const languageOf = (block) => block.closest("[lang]").lang;

  function pair(block, twin, tag) {
    const isWithin = block.matches(WITHIN);
    const other = document.createElement(isWithin ? "span" : block.localName);
    const classes = [...block.classList].filter((name) => !UNLIKE.includes(name));
    other.className = [...classes, "beside"].join(" ");
    // The outline of the page has each heading once, in the language of the page.
    if (other instanceof HTMLHeadingElement) other.setAttribute("role", "none");
    other.lang = languageOf(twin);
    other.dir = twin.closest("[dir]").dir;
    copy(twin, other, tag);
    // What stands in English on both pages is there once.
    const isSame = other.lang === languageOf(block) || other.textContent.trim() === block.textContent.trim();
    if (isSame || !other.textContent.trim()) return;
    // So do the notice and its line.
    const notice = block.closest(".provenance");
    if (notice?.querySelector(`[lang="${other.lang}"]:not(.beside, .beside *)`)) return;
    const both = document.createElement(isWithin ? "span" : "div");
    both.className = "pair";
    if (isWithin) {
      const mine = document.createElement("span");
      mine.append(...block.childNodes);
      both.append(mine, " ", other);
      block.append(both);
    } else {
      block.replaceWith(both);
      both.append(block, other);
    }
    const english = (block.closest("summary") ?? both).nextElementSibling;
    if (english?.matches(".source-text") && languageOf(english) === other.lang) english.classList.add("is-double");
  }

  function part() {
    for (const both of article.querySelectorAll(".pair")) {
      const [mine] = both.children;
      if (both.localName === "span") both.replaceWith(...mine.childNodes);
      else both.replaceWith(mine);
    }
    for (const english of article.querySelectorAll(".is-double")) english.classList.remove("is-double");
  }

  // The reader ------------------------------------------------------------------------------

  const isOpen = () => summary.parentElement.open;

  /** Changes the page, and leaves what she reads where it is. */
  function keepingPlace(change) {
    const line = Math.max(0, document.querySelector(".site-header").getBoundingClientRect().bottom);
    const isBegun = scrollY > 0;
    const isRead = (block) => (block.checkVisibility?.() ?? block.getClientRects().length > 0) && block.getBoundingClientRect().bottom > line;
    const read = isBegun && [...article.querySelectorAll("[data-m]")].find(isRead);
    const before = read && read.getBoundingClientRect().top;
    root.style.overflowAnchor = "none";
    change();
    if (read) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
    requestAnimationFrame(() => root.style.removeProperty("overflow-anchor"));
  }

  /** The line above the text: which languages there are, and the way back to one. */
  function head(tag) {
    const mine = document.createElement("p");
    mine.textContent = summary.querySelector("span:last-of-type").textContent;
    const other = document.createElement("p");
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "beside-stop";
    stop.append(...about(said.hide, tag));
    stop.addEventListener("click", () => show("").then(() => summary.focus({ preventScroll: true })));
    other.append(named(tag), " ", stop);
    const line = document.createElement("div");
    line.className = "beside-head pair";
    line.append(mine, other);
    return line;
  }

  /** What is wrong stands where she looks, with the way to the other page by itself. */
  function tell(tag, reason) {
    const link = document.createElement("a");
    link.href = languages.get(tag).address;
    link.hreflang = tag;
    link.append(...about(said.open, tag));
    const fault = document.createElement("p");
    fault.className = "beside-fault";
    fault.append(...about(reason, tag), " ", link);
    say(reason, tag);
    if (isOpen()) group.append(fault);
    else keepingPlace(() => article.prepend(fault));
  }

  function clear() {
    for (const fault of document.querySelectorAll(".beside-fault")) fault.remove();
    group.querySelector(".second-fault").textContent = "";
  }

  function mark() {
    for (const button of buttons) button.setAttribute("aria-pressed", button.dataset.with === shown);
    const extra = summary.querySelector(".and-second") ?? document.createElement("bdi");
    extra.className = "and-second";
    extra.textContent = shown && `+ ${languages.get(shown).name}`;
    if (shown) Object.assign(extra, { lang: shown, dir: languages.get(shown).dir });
    if (shown) summary.append(extra);
    else extra.remove();
  }

  function write(tag) {
    const address = new URL(location.href);
    if (tag) address.searchParams.set("with", tag);
    else address.searchParams.delete("with");
    history.replaceState(history.state, "", address);
    for (const link of document.querySelectorAll("a[href]")) keep(link);
    for (const form of document.querySelectorAll("form[role=search]")) {
      const field = form.elements.with ?? form.appendChild(document.createElement("input"));
      Object.assign(field, { type: "hidden", name: "with", value: tag, disabled: !tag });
    }
  }

  function kept(given) {
    const { href, pathname } = new URL(given, location.href);
    const [folder, page] = href.slice(site.length).split(/[/?#]/);
    if (!href.startsWith(site) || !page || !pathname.endsWith(".html")) return given;
    return asking(given, folder === shown ? "" : shown);
  }

  /** Lets a link within the site keep the second language, but where it is the first. */
  function keep(link) {
    const given = link.getAttribute("href");
    if (given.startsWith("#") || link.closest(".beside, .beside-fault")) return;
    const address = kept(given);
    if (address !== given) link.setAttribute("href", address);
  }

  // Links that come later, such as those to what was found.
  for (const kind of ["pointerdown", "focusin", "click"]) {
    addEventListener(kind, ({ target }) => {
      const link = target.closest?.("a[href]");
      if (link && (shown || link.search)) keep(link);
    }, true);
  }

  /** Shows a language beside the text, or none; a page that does not come leaves all as it was. */
  async function show(tag) {
    const mine = ++latest;
    if (tag && !languages.has(tag)) tag = "";
    clear();
    if (tag === shown) {
      write(tag);
      mark();
      return;
    }
    const isByHand = isOpen();
    const here = blocks(document);
    let pairs = [];
    if (tag && here.size) {
      say(said.loading, tag);
      try {
        const there = blocks(await load(tag));
        pairs = [...here].filter(([name]) => there.has(name)).map(([name, block]) => [block, there.get(name)]);
        if (mine !== latest) return;
        // Half of the blocks or more come from another version of the text.
        if (pairs.length < here.size / 2) throw new RangeError("other messages");
      } catch (error) {
        if (mine === latest) tell(tag, error instanceof RangeError ? said.misfit : said.failed);
        return;
      }
    }
    keepingPlace(() => {
      part();
      for (const line of article.querySelectorAll(".beside-head")) line.remove();
      shown = tag;
      root.classList.toggle("has-second", pairs.length > 0);
      for (const [block, twin] of pairs) pair(block, twin, tag);
      if (pairs.length) article.prepend(head(tag));
    });
    write(tag);
    mark();
    if (pairs.length) say(said.shown, tag);
    else if (!tag) say(said.gone);
    if (isByHand) {
      summary.parentElement.open = false;
      summary.focus({ preventScroll: true });
    }
  }

  globalThis.besideLanguage = { show, kept };
})();
