// Passes on the address of an answer, and prints it. Without JavaScript its page shows the address
// itself.
"use strict";

(() => {
  const tools = document.querySelector(".answer-tools");
  const [share, copy, print, status] = [".share", ".copy", ".print", ".share-status"].map(
    (name) => tools.querySelector(name),
  );

  // The address that is printed, too, if there is one, and not how this reader came to it; with the
  // language that is shown beside.
  function here() {
    const found = new URL(tools.dataset.address ?? location.href);
    const beside = new URLSearchParams(location.search).get("with");
    found.search = beside ? new URLSearchParams({ with: beside }) : "";
    found.hash = "";
    return found.href;
  }

  const data = () => ({ title: document.querySelector("h1").textContent, url: here() });

  async function write() {
    try {
      await navigator.clipboard.writeText(here());
      return true;
    } catch {
      // Pages that were opened from a folder, or without encryption, have no clipboard.
      return false;
    }
  }

  async function copyAddress() {
    const isCopied = await write();
    // Emptied first, or a screen reader would not say it a second time.
    status.replaceChildren();
    await new Promise((ready) => setTimeout(ready, 50));
    if (isCopied) {
      status.textContent = copy.dataset.done;
      return;
    }
    const field = document.createElement("input");
    field.readOnly = true;
    field.dir = "ltr";
    field.value = here();
    const label = document.createElement("label");
    label.append(copy.dataset.failed, " ", field);
    status.append(label);
    field.focus();
    field.select();
  }

  copy.addEventListener("click", copyAddress);
  share.addEventListener("click", () => {
    // A reader who shares with nobody after all is no fault.
    navigator.share(data()).catch((error) => error.name === "AbortError" || copyAddress());
  });
  print.addEventListener("click", () => window.print());

})();
