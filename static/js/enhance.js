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

  // Filters are closed, so that the results come first; on a wide screen there is room for both.
  const wide = window.matchMedia("(min-width: 48em)");
  const openWhereWide = () => {
    if (wide.matches) document.querySelectorAll("details.filters[data-wide]").forEach((filters) => { filters.open = true; });
  };
  openWhereWide();
  wide.addEventListener("change", openWhereWide);

  // Unsaved words: ask before the page is left.
  const unsaved = new Set();
  document.querySelectorAll("form[data-warn-unsaved]").forEach((form) => {
    // After an error the page shows words that were never saved.
    if (document.querySelector(".error-summary")) unsaved.add(form);
    form.addEventListener("input", () => unsaved.add(form));
    form.addEventListener("submit", () => unsaved.delete(form));
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
});
