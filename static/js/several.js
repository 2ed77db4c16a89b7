// Several checkpoints at once: one click chooses all that are open.

const choose = document.querySelector("[data-choose-open]");

choose?.addEventListener("click", () => {
  for (const box of choose.form.querySelectorAll("[data-open] [name=chosen]")) box.checked = true;
});
