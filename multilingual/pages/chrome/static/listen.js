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

  function script(tag) {
    try {
      const { language, script } = new Intl.Locale(tag.replace("_", "-")).maximize();
      return `${language}-${script}`;
    } catch {
      return tag;
    }
  }

  function voiceFor(tag) {
    const wanted = script(tag);
    const there = speech.getVoices().filter((voice) => voice.localService && script(voice.lang) === wanted);
    return there.find((voice) => voice.default) ?? there[0];
  }

  const tagOf = (node) => node.closest("[lang]").lang;

  function blocks() {
    const every = [...document.querySelectorAll(`article :is(${BLOCKS})`)].filter((node) =>
      !node.querySelector(BLOCKS) && !node.closest(SILENT) && node.textContent.trim());
    // A notice stands in two languages; one of them is the reader's.
    const heard = every.filter((node) => !node.closest(LAST) || tagOf(node) === own);
    const isLast = (node) => node.closest(LAST) !== null;
    const title = heard.findIndex((node) => node.matches("h1"));
    const answer = heard.slice(Math.max(0, title));
    return [...answer.filter((node) => !isLast(node)), ...heard.filter(isLast)];
  }

  function sentences(node) {
    // What is folded is read, too, of which a browser gives no inner text.
    const text = node.textContent.replace(/\s+/g, " ").trim();
    if (!Intl.Segmenter) return [text];
    // Long texts stop halfway in some browsers.
    const parts = new Intl.Segmenter(tagOf(node), { granularity: "sentence" }).segment(text);
    return [...parts].map((part) => part.segment.trim()).filter(Boolean);
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
    const queue = blocks().flatMap((node) => sentences(node).map((text) => [node, text]));
    const mine = reading;
    const next = () => {
      if (mine !== reading) return;
      const [node, text] = queue.shift() ?? [];
      if (!node) {
        stop();
        return;
      }
      const tag = tagOf(node);
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
