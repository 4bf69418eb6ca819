// Shows the questions that fit ?q= on search.html. Nothing leaves the site.

const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");

function say(text) {
  status.textContent = text;
  status.hidden = false;
}

function show(question) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  // The index says where a question is from the folder of its language.
  link.href = question.meta.place;
  link.textContent = question.meta.title;
  item.appendChild(document.createElement("p")).textContent = question.meta.answer;
  results.append(item);
}

for (const field of document.querySelectorAll("input[name=q]")) field.value = query;

if (query) {
  try {
    const pagefind = await import(new URL(results.dataset.index, location.href));
    const found = await pagefind.search(query);
    const questions = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
    say(questions.length ? `${status.dataset.found} ${questions.length}` : status.dataset.none);
    questions.forEach(show);
  } catch (error) {
    console.error(error);
    say(location.protocol === "file:" ? status.dataset.folder : status.dataset.failed);
  }
}
