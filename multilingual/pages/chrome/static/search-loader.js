// Loads the search, which is nothing before a reader touches a field: the search itself, the index and what names a
// danger, all at once. They are classic scripts, so that they load from a folder as from a website.

(() => {
  const said = document.getElementById("search-words").dataset;
  const coming = {};
  const site = (globalThis.siteSearch = {
    /** What a script leaves here under its name. It is asked for once, and again if it did not come. */
    load(name) {
      coming[name] ??= new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const fail = () => reject(new Error(`${script.src} did not load`));
        script.src = said[name];
        script.onerror = fail;
        script.onload = () => (site[name] ? resolve(site[name]) : fail());
        document.head.append(script);
      });
      coming[name].catch(() => delete coming[name]);
      return coming[name];
    },
  });

  function start() {
    site.load("engine").catch(() => {
      for (const place of document.querySelectorAll("#search-status, .search-unable")) {
        place.textContent = said.failed;
        place.hidden = false;
      }
    });
    // Those who search tell what is wrong with these.
    for (const name of ["index", "dangers"]) site.load(name).catch(console.error);
  }

  const isSeen = (node) => {
    const { left, right, width } = node.getBoundingClientRect();
    return node.checkVisibility() && width > 0 && left >= 0 && right <= document.documentElement.clientWidth;
  };
  const isField = (node) => node.matches("input, textarea, select, [contenteditable]");
  addEventListener("focusin", ({ target }) => {
    if (target.matches("input[name=q]")) start();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    event.preventDefault();
    const menu = document.querySelector("details.menu");
    const fields = [...document.querySelectorAll("article input[name=q], input[data-search]")];
    if (!fields.some(isSeen)) menu.open = true;
    fields.find(isSeen)?.focus();
  });
  const typed = history.state?.query ?? new URLSearchParams(location.search).get("q");
  const query = document.getElementById("page-search") && typed;
  if (query) {
    for (const field of document.querySelectorAll("#page-search, input[data-search]")) field.value = query;
    start();
  }
})();
