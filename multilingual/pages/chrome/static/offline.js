// Keeps a language on the phone, says how large it is before, and removes it again.
// The worker does the work, so that it goes on when the reader moves about.
"use strict";

(async () => {
  const isWished = globalThis.isKeepingWished === "yes";
  const place = document.querySelector(".offline");
  const first = place.querySelector("button");
  const status = place.querySelector("[role=status]");
  const { list } = place.dataset;
  const folder = new URL(".", list).href;
  const name = `kept ${folder}`;

  function show(text, ...buttons) {
    status.textContent = text;
    status.tabIndex = -1;
    // What had the focus goes, and it stays here.
    if (place.contains(document.activeElement)) status.focus();
    for (const button of place.querySelectorAll("button")) button.hidden = true;
    for (const [words, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => {
        for (const other of place.querySelectorAll("button")) if (other !== first) other.remove();
        act();
      });
      place.append(button);
    }
  }
  function focus() {
    place.querySelector("button:not([hidden])")?.focus();
  }
  function offer(text = "") {
    status.textContent = text;
    first.hidden = false;
    first.onclick = ask;
  }

  async function listed() {
    const answer = await fetch(list, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${list}: ${answer.status}`);
    return answer.json();
  }
  function size(bytes) {
    const [unit, each] = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
    const form = { style: "unit", unit, maximumFractionDigits: 1 };
    return new Intl.NumberFormat(document.documentElement.lang, form).format(bytes / each);
  }
  async function tell(message) {
    await navigator.serviceWorker.register(place.dataset.worker, { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve, reject) => {
      port1.onmessage = ({ data }) => (data === "done" ? resolve() : reject(new Error(data)));
    });
    active.postMessage(message, [port2]);
    return answer;
  }

  async function ask() {
    let about;
    try {
      about = await listed();
    } catch (error) {
      console.error(error);
      offer(place.dataset.failed);
      return;
    }
    const { words, bytes } = about;
    show(words.size.replace("%s", size(bytes)), [words.yes, () => keep(words)], [words.no, () => offer()]);
    focus();
  }
  async function keep(words) {
    show(words.saving);
    addManifest();
    try {
      await tell({ keep: folder });
      show(words.saved, [words.remove, () => remove(words)]);
    } catch (error) {
      console.error(error);
      offer(place.dataset.failed);
    }
  }
  async function remove(words) {
    try {
      await tell({ remove: folder });
      offer(words.removed);
    } catch (error) {
      console.error(error);
      offer();
    }
  }
  function addManifest() {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.href = new URL("app.webmanifest", list);
    document.head.append(link);
  }

  if (isWished) {
    await ask();
    return;
  }
  const cache = await caches.open(name);
  const answer = await cache.match(list);
  if (!answer) return;
  const { words } = await answer.json();
  addManifest();
  show(words.kept, [words.remove, () => remove(words)]);
})();
