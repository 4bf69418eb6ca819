// Offers to keep a language on the phone, where that can be done. The rest is loaded when it is wanted.
"use strict";

(() => {
  const place = document.querySelector(".offline");
  // Not from a folder, and not over a connection that anybody may change.
  if (!place?.dataset.wish || !/^https?:$/.test(location.protocol) || !navigator.serviceWorker || !globalThis.caches) return;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: place.dataset.wish });
  place.append(status, button);
  let isLoaded = false;

  function load(isWished) {
    if (isLoaded) return;
    isLoaded = true;
    globalThis.isKeepingWished = isWished;
    loadScript(place.dataset.script).catch(() => {
      isLoaded = false;
      status.textContent = place.dataset.failed;
    });
  }
  button.addEventListener("click", () => load("yes"));
  const folder = new URL(document.documentElement.dataset.content_root, location.href).href;
  place.dataset.list = `${folder}offline.json`;
  caches.has(`kept ${folder}`).then((isKept) => {
    place.hidden = false;
    if (isKept) load("");
  }, () => {});
})();
