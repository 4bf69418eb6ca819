// Reads an answer aloud with a voice that the reader's own machine has for the language. A voice
// that lives elsewhere would be sent what somebody reads about an illness, so it is not used.
"use strict";

(() => {
  const button = document.querySelector("button.listen");
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;

  const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, figcaption, summary";
  const SILENT = [
    ".answer-tools, .answer-neighbours, .sheet-address, .sources, .read-next, .read-more",
    ".beside, .source-text, .source-note, .provenance summary, .visually-hidden, [hidden]",
  ].join(", ");
  const LAST = ".repeated, .safety.help, .provenance";
  const MARK = "read-aloud";
  const label = button.querySelector("span");
  const words = label.textContent;
  const own = document.documentElement.lang;
  // Counts the readings, so that what an older one still says changes nothing.
  let reading = 0;

  function voiceFor(tag) {
    const there = voicesFor(tag);
    return there.find((voice) => voice.default) ?? there[0];
  }

  const tagOf = (node) => node.closest("[lang]").lang;

  // A notice stands in two languages if it has words in that of the reader.
  function isTranslated(node) {
    const around = tagOf(node) !== own && node.closest(".provenance") ? node.parentElement.children : [];
    return [...around].some((other) => other.querySelector(":scope > strong") && tagOf(other) === own);
  }

  function blocks() {
    const every = [...document.querySelectorAll(`article :is(${BLOCKS})`)].filter((node) =>
      !node.querySelector(BLOCKS) && !node.closest(SILENT) && node.textContent.trim());
    const heard = every.filter((node) => !isTranslated(node));
    const isLast = (node) => node.closest(LAST) !== null;
    const title = heard.findIndex((node) => node.matches("h1"));
    const answer = heard.slice(Math.max(0, title));
    return [...answer.filter((node) => !isLast(node)), ...heard.filter(isLast)];
  }

  // The text of a block, parted where another language begins.
  function parts(node) {
    const found = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const around = text.parentElement;
      if (around.closest(SILENT)) continue;
      const tag = tagOf(around);
      if (found.at(-1)?.tag === tag) found.at(-1).text += text.data;
      else found.push({ tag, text: text.data });
    }
    return found.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  }

  function sentences({ tag, text }) {
    // What is folded is read, too, of which a browser gives no inner text.
    const line = text.replace(/\s+/g, " ").trim();
    if (!Intl.Segmenter) return [line];
    // Long texts stop halfway in some browsers.
    const found = new Intl.Segmenter(tag, { granularity: "sentence" }).segment(line);
    return [...found].map(({ segment }) => segment.trim()).filter(Boolean);
  }

  function mark(node) {
    for (const marked of document.querySelectorAll(`.${MARK}`)) if (marked !== node) marked.classList.remove(MARK);
    if (!node || node.classList.contains(MARK)) return;
    node.classList.add(MARK);
    const { top, bottom } = node.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) node.scrollIntoView({ block: "center" });
  }

  function stop() {
    reading += 1;
    speech.cancel();
    mark(null);
    label.textContent = words;
    button.classList.remove("is-on");
  }

  function start() {
    stop();
    const queue = blocks().flatMap((node) =>
      parts(node).flatMap((part) => sentences(part).map((text) => [node, part.tag, text])));
    const mine = reading;
    const next = () => {
      if (mine !== reading) return;
      const [node, tag, text] = queue.shift() ?? [];
      if (!node) {
        stop();
        return;
      }
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = tag;
      utterance.voice = voiceFor(tag) ?? voiceFor(own);
      utterance.onend = next;
      utterance.onerror = () => mine === reading && stop();
      mark(node);
      speech.speak(utterance);
    };
    label.textContent = button.dataset.stop;
    button.classList.add("is-on");
    next();
  }

  function offer() {
    button.hidden = !voiceFor(own);
    if (button.hidden && button.classList.contains("is-on")) stop();
  }

  button.addEventListener("click", () => (button.classList.contains("is-on") ? stop() : start()));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.classList.contains("is-on")) stop();
  });
  // What a page before this one was reading ends, too.
  addEventListener("pagehide", stop);
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();
