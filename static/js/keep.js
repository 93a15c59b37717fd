/* Words being typed are kept every so many seconds, in case the page is lost. The page works without this file. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // After a refusal it is not tried again.
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
});
