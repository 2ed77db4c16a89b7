// What htmx leaves to the page on a milestone: it says when something failed, moves the focus after
// a row was swapped, closes an unfolded row with Escape, and confirms a row with «b».

import { isNoContact } from "./connection.js";
import { formsIn, isUnsaved } from "./drafts.js";
import { say, tell } from "./saying.js";

// What waits for contact is no failure (ticks.js, at-once.js); the rest has to be done again.
function failed({ target, detail: { requestConfig, xhr } }) {
  const row = target.closest(".checkpoint");
  const waits = target.matches("[name=met], [data-at-once] form") && isNoContact(xhr);
  if (!row || waits) return;
  const words = document.getElementById("saved").dataset;
  const what = requestConfig.verb === "get" ? words.notOpened : words.notSaved;
  const why = { 0: words.offline, 403: words.refused, 404: words.gone }[xhr.status] || words.broken;
  tell(row, `${what} ${why}`);
  if (target.type === "checkbox") target.checked = target.defaultChecked;
}
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:responseError", failed);

// What was said before goes, so that the same words are said again.
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (!target.closest(".checkpoint")) return;
  say("");
  for (const note of document.querySelectorAll(".checkpoint > .saved:not([data-waits])"))
    note.remove();
});

// A swap that took the focus away gives it to the form that was unfolded, else to the row's first
// link. Errors and conflicts have taken it already (autofocus), a checkbox keeps it (its id).
document.addEventListener("htmx:load", ({ target }) => {
  if (!target.matches(".checkpoint") || document.activeElement !== document.body) return;
  const to = target.querySelector(".unfolded [type=radio]:checked") || target.querySelector(".links a");
  if (to) to.focus();
});

document.addEventListener("keydown", (event) => {
  const row = event.target.closest(".checkpoint");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") close(event.target.closest(".unfolded"));
  if (event.key === "b" && !isTyping(event.target)) row.querySelector("[data-confirm]")?.click();
});

// Closes what is saved; else leads to the link that would leave the rest behind.
function close(unfolded) {
  const link = unfolded?.querySelector(".back a");
  if (!link) return;
  const stays = formsIn(unfolded).some(isUnsaved) || unfolded.querySelector("[role=alert]");
  if (stays) link.focus();
  else link.click();
}

const isTyping = (element) =>
  element.matches("textarea, select, input:not([type=checkbox], [type=radio])");
