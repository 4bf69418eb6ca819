// The language of the address that was not found comes first.
"use strict";

(() => {
  const { path } = document.currentScript.dataset;
  const folder = location.pathname.slice(path.length).split("/")[1];
  const link = document.querySelector(`[data-language="${CSS.escape(folder)}"]`);
  if (!link) return;
  link.closest("ul").prepend(link.closest("li"));
  document.documentElement.lang = folder;
  document.documentElement.dir = link.closest("li").dir;
  document.getElementById("name").textContent = link.dataset.name;
  document.title = [link.querySelector("strong").textContent, link.dataset.name].join(" · ");
})();
