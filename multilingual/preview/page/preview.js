// The translator's tools on a page of the preview. Nothing published has this.
// Its names are its own, and not those of the scripts of the page.
(() => {
  const script = document.currentScript;
  const NAMES = { untranslated: "not translated", fuzzy: "fuzzy", refused: "refused" };
  const blocks = [...document.querySelectorAll("[data-preview]")];
  const open = blocks.filter((block) => block.dataset.preview in NAMES);
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const place = make("p", { id: "preview-place", textContent: "Point at a text, or move to it with Tab." });
  const english = make("p", { id: "preview-english" });
  const more = make("p", { id: "preview-more" });
  const banner = make("div", { id: "preview-banner" });
  banner.setAttribute("role", "alert");
  const toggle = make("button", { id: "preview-show", type: "button", textContent: "Show English" });
  const legend = make("p", { id: "preview-legend" });
  for (const [state, name] of Object.entries(NAMES)) {
    const number = open.filter((block) => block.dataset.preview === state).length;
    legend.append(make("span", { className: `key ${state}`, textContent: `${name}: ${number}` }));
  }
  const jump = (name, step) => {
    const button = make("button", { id: `preview-${name.toLowerCase()}`, type: "button", textContent: `${name} text to do` });
    button.onclick = () => {
      if (!open.length) return;
      at = at < 0 && step < 0 ? open.length - 1 : (at + step + open.length) % open.length;
      open[at].scrollIntoView({ block: "center" });
      open[at].focus({ preventScroll: true });
    };
    return button;
  };
  let at = -1;
  const panel = make("section", { id: "preview-panel", lang: "en", dir: "ltr", tabIndex: 0 },
    banner, legend, make("p", {}, jump("Previous", -1), jump("Next", 1), toggle), place, english, more);
  panel.setAttribute("aria-label", "Preview for translators");
  document.body.append(panel);

  const tell = (event) => {
    const block = event.target.closest?.("[data-preview]");
    if (!block) return;
    place.textContent = block.dataset.previewPlace;
    english.textContent = `English: ${block.dataset.previewEnglish}`;
    more.textContent = block.dataset.previewMore;
    if (open.includes(block)) at = open.indexOf(block);
  };
  for (const block of blocks) block.tabIndex = 0;
  document.addEventListener("mouseover", tell);
  document.addEventListener("focusin", tell);

  const kept = new Map();
  const show = (isEnglish) => {
    for (const block of blocks) {
      if (isEnglish && !kept.has(block)) {
        const { lang, dir, alt } = block;
        kept.set(block, { children: [...block.childNodes], lang, dir, alt });
        if (block.tagName === "IMG") block.alt = block.dataset.previewEnglish;
        else block.replaceChildren(block.dataset.previewEnglish);
        Object.assign(block, { lang: "en", dir: "ltr" });
      } else if (!isEnglish && kept.has(block)) {
        const { children, lang, dir, alt } = kept.get(block);
        if (block.tagName === "IMG") block.alt = alt;
        else block.replaceChildren(...children);
        for (const [name, value] of Object.entries({ lang, dir })) {
          if (value) block.setAttribute(name, value); else block.removeAttribute(name);
        }
        kept.delete(block);
      }
    }
    toggle.setAttribute("aria-pressed", String(isEnglish));
    sessionStorage.setItem("preview-show", isEnglish ? "msgid" : "msgstr");
  };
  toggle.onclick = () => show(toggle.getAttribute("aria-pressed") !== "true");
  const asked = new URLSearchParams(location.search).get("show");
  show((asked || sessionStorage.getItem("preview-show") || script.dataset.show) === "msgid");

  const scrolled = sessionStorage.getItem(`preview-scroll ${location.pathname}`);
  if (scrolled) {
    sessionStorage.removeItem(`preview-scroll ${location.pathname}`);
    scrollTo({ top: Number(scrolled), behavior: "instant" });
  }
  const listen = async () => {
    let since = "", pause = 1000;
    for (;;) {
      try {
        const shown = new URLSearchParams({ since, page: location.pathname, version: script.dataset.version });
        const answer = await fetch(`/_preview/state?${shown}`);
        const state = await answer.json();
        pause = 1000;
        banner.replaceChildren(...state.problems.map((line) => make("p", { textContent: line })));
        if (state.version !== script.dataset.version) {
          sessionStorage.setItem(`preview-scroll ${location.pathname}`, String(scrollY));
          location.reload();
          return;
        }
        since = state.serial;
      } catch {
        // The preview was stopped: ask again ever more seldom.
        await new Promise((wake) => setTimeout(wake, pause));
        pause = Math.min(2 * pause, 30000);
      }
    }
  };
  listen();
})();
