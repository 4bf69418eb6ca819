// Offers to keep a language on the phone, where that can be done. The rest is loaded when it is wanted.
"use strict";

(() => {
  const place = document.querySelector(".offline");
  // Not from a folder, and not over a connection that anybody may change.
  if (!place || !/^https?:$/.test(location.protocol) || !navigator.serviceWorker || !globalThis.caches) return;
  const button = place.querySelector("button");
  let isLoaded = false;

  function load(isWished) {
    if (isLoaded) return;
    isLoaded = true;
    globalThis.isKeepingWished = isWished;
    loadScript(place.dataset.script).catch(() => {
      isLoaded = false;
      place.querySelector("[role=status]").textContent = place.dataset.failed;
    });
  }
  button.addEventListener("click", () => load("yes"));
  const folder = new URL(".", new URL(place.dataset.list, location.href)).href;
  caches.has(`kept ${folder}`).then((isKept) => {
    place.hidden = false;
    if (isKept) load("");
  }, () => {});
})();
