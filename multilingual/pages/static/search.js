// Shows the questions that fit ?q= on search.html. Nothing leaves the site.

const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");

function say(text) {
  status.textContent = text;
  status.hidden = false;
}

function show(hit) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = hit.url;
  link.textContent = hit.title;
  // Pagefind escapes the excerpt and marks the words that were found.
  item.appendChild(document.createElement("p")).innerHTML = hit.excerpt;
  results.append(item);
}

for (const field of document.querySelectorAll("input[name=q]")) field.value = query;

if (query) {
  try {
    const pagefind = await import(new URL(results.dataset.index, location.href));
    const found = await pagefind.search(query);
    const pages = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    const hits = pages.flatMap((page) =>
      page.sub_results.length ? page.sub_results : [{ ...page, title: page.meta.title }],
    );
    say(hits.length ? `${status.dataset.found} ${hits.length}` : status.dataset.none);
    hits.forEach(show);
  } catch {
    say(status.dataset.failed);
  }
}
