// A report is handed in with all that is typed. The way to the page where one hands in is open when
// everything is saved; that page tells of answers whose text this browser keeps and nobody saved.

import { saveAll } from "./at-once.js";
import { addressOf, formsIn, isKept, isUnsaved, leadsOnHere } from "./drafts.js";
import * as store from "./store.js";

const notice = document.getElementById("not-saved"); // a line for each answer, all hidden
const isBesideTheButton = notice?.dataset.beside === "button";
let isTold = false; // to whoever pressed the button

const hasDraft = (address) => store.read("draft", address) !== null;

// Whether there are any
function tellOf(isLeft) {
  const lines = [...notice.querySelectorAll("[data-answer]")];
  for (const line of lines) line.hidden = !isLeft(line.dataset.answer);
  notice.hidden = lines.every(({ hidden }) => hidden);
  return !notice.hidden;
}

// Where one writes

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-hands-in]");
  if (!link || !notice || !leadsOnHere(event)) return;
  event.preventDefault();
  await saveAll();
  const unsaved = formsIn(document).filter(isUnsaved).map(addressOf);
  if (tellOf((address) => unsaved.includes(address))) notice.focus();
  else location.assign(link.href);
});

// Where one hands in

if (isBesideTheButton)
  for (const event of ["pageshow", "storage"]) addEventListener(event, () => tellOf(hasDraft));

// Whoever presses the button is told once more; then it is meant.
document.addEventListener("submit", (event) => {
  if (!isBesideTheButton || isTold || !isKept(event.target) || !tellOf(hasDraft)) return;
  event.preventDefault();
  isTold = true;
  notice.focus();
}, true);
