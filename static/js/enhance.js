/* Comforts only: every page works without this file. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // The error summary is where a keyboard or screen-reader user has to begin.
  document.querySelector(".error-summary")?.focus();

  // A link of the summary goes to the control itself, with its label in view.
  document.querySelectorAll(".error-summary a").forEach((link) => {
    link.addEventListener("click", (event) => {
      const control = document.getElementById(link.hash.slice(1));
      if (!control) return;
      event.preventDefault();
      (control.closest("fieldset, .field") || control).scrollIntoView();
      control.focus({ preventScroll: true });
    });
  });

  // On a narrow screen the filters start closed, so that the results come first.
  if (window.matchMedia("(max-width: 47.99em)").matches) {
    document.querySelectorAll("details.filters").forEach((filters) => {
      if (!filters.querySelector(".field-wrong")) filters.open = false;
    });
  }

  // Unsaved words: ask before the page is left.
  const unsaved = new Set();
  document.querySelectorAll("form[data-warn-unsaved]").forEach((form) => {
    // After an error the page shows words that were never saved.
    if (document.querySelector(".error-summary")) unsaved.add(form);
    form.addEventListener("input", () => unsaved.add(form));
    form.addEventListener("submit", () => unsaved.delete(form));
  });

  // Words being typed are kept every so many seconds, in case the page is lost. After a refusal it is not tried again.
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const told = form.querySelector("[data-kept]");
    let isNew = false;
    form.addEventListener("input", () => { isNew = true; });
    const timer = setInterval(async () => {
      if (!isNew) return;
      isNew = false;
      const typed = new URLSearchParams(new FormData(form));
      typed.set("do", "keep");
      try {
        const answer = await fetch(form.getAttribute("action"), { method: "POST", body: typed, redirect: "error" });
        if (!answer.ok) throw new Error("not kept");
        let held = form.querySelector("[name=held]");
        if (!held) {
          held = document.createElement("input");
          held.type = "hidden";
          held.name = "held";
          form.append(held);
        }
        held.value = (await answer.json()).held;
        told.textContent = told.dataset.kept;
      } catch {
        clearInterval(timer);
        told.textContent = told.dataset.notKept;
      }
    }, Number(form.dataset.keep) * 1000);
    form.addEventListener("submit", () => clearInterval(timer));
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
});
