/* A comfort only: without it the words to cite by are selected with one click and copied by hand. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  if (!navigator.clipboard) return; // only pages that came over a safe way may write there
  document.querySelectorAll("[data-copy]").forEach((words) => {
    const row = document.createElement("p");
    const button = document.createElement("button");
    const said = document.createElement("span");
    button.type = "button";
    button.className = "button button-secondary";
    button.textContent = words.dataset.copy;
    button.setAttribute("aria-describedby", words.id);
    said.setAttribute("role", "status");
    said.className = "copied";
    button.addEventListener("click", async () => {
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(words.textContent.replace(/\s+/g, " ").trim());
        said.textContent = words.dataset.copied;
      } catch {
        getSelection().selectAllChildren(words);
      }
    });
    row.append(button, " ", said);
    words.after(row);
  });
});
