// The unfolded form of a checkpoint saves each finished change at once. It stays unfolded, and the
// field in hand stays as it is (docs/decisions/0006-saved-at-once.md).
//
// htmx sends it, one save at a time (hx-sync on .unfolded): the next one waits for the answer, and
// begins at the revision that came with it. The answer is the row as ever; of it we take what tells
// where the checkpoint stands, the revision, and the values that were not touched since.

import { PATIENCE, answered, isNoContact, waitsFor } from "./connection.js";
import {
  addressOf, fill, forget, formsIn, inputsOf, isChanged, isUnsaved, keep, keepAll, putBack,
  revisionOf, valuesOf,
} from "./drafts.js";
import { noteIn, say, show, showThatItWaits, words } from "./saying.js";
import * as store from "./store.js";

const AT_ONCE = "X-At-Once";
const GOES_WITH_THE_NEXT = "reason"; // why something is changed is no change
const SOON = 200; // milliseconds: who presses Save has left a field just before
const PAUSE = 1_000; // milliseconds without a key, and what is typed is told to be unsaved
const TICK = 50; // milliseconds between two looks at what is under way
const UNDER_WAY = "[data-at-once] form.htmx-request";
const PARTS = [".sign", ".tag", ".facts", ".quote"];

const soon = new Map(); // by form: the timer of a save that is about to be sent
const sent = new WeakMap(); // by form: the values that were sent last
const inHand = new WeakMap(); // by form: the input that is typed in
const finished = new WeakMap(); // by form: the input whose change was finished last
const pauses = new WeakMap(); // by form: the timer of a pause in the typing
const typedMeanwhile = new Map(); // by form's id: what was typed while a save collided

const savesAtOnce = (form) => form?.matches("[data-at-once] form[data-keep]");
const collides = (form) => form.closest(".unfolded").querySelector(".conflict") !== null;

// Typing

document.addEventListener("input", ({ target }) => {
  const { form } = target;
  if (!savesAtOnce(form)) return;
  inHand.set(form, target);
  clearTimeout(pauses.get(form));
  pauses.set(form, setTimeout(() => tellWhetherSaved(form), PAUSE));
});

function tellWhetherSaved(form) {
  if (!form.isConnected) return;
  const row = form.closest(".checkpoint");
  const note = noteIn(row);
  if (note?.dataset.waits) return;
  if (isUnsaved(form)) show(row, words.notSavedYet, "typing", inHand.get(form));
  else if (note?.dataset.state === "typing") note.remove();
}

// Sending

document.addEventListener("change", ({ target }) => {
  const { form, name } = target;
  if (!savesAtOnce(form)) return;
  finished.set(form, target);
  if (name === GOES_WITH_THE_NEXT || collides(form)) return;
  clearTimeout(soon.get(form));
  soon.set(form, setTimeout(() => save(form), SOON));
});

export function save(form) {
  clearTimeout(soon.get(form));
  soon.delete(form);
  if (!form.isConnected || !isUnsaved(form)) return;
  const headers = { [AT_ONCE]: "yes" };
  const failed = () => {}; // told by events
  htmx.ajax("POST", addressOf(form), { source: form, headers }).catch(failed);
}

// Sends all that is typed, and waits for what is under way. What cannot be saved stays unsaved.
export async function saveAll() {
  const forms = formsIn(document).filter(savesAtOnce);
  for (const form of forms) if (!collides(form)) save(form);
  while (document.querySelector(UNDER_WAY)) await new Promise((done) => setTimeout(done, TICK));
}

// Save is pressed: what was about to be sent goes with it.
document.addEventListener("submit", ({ target }) => {
  clearTimeout(soon.get(target));
  soon.delete(target);
}, true);

// What was about to be sent is sent before the row folds; what cannot be sent is a draft.
document.addEventListener("click", ({ target }) => {
  const unfolded = target.closest("[data-at-once] > .back a")?.closest("[data-at-once]");
  if (!unfolded) return;
  keepAll();
  for (const form of formsIn(unfolded)) if (soon.has(form)) save(form);
}, true);

document.addEventListener("htmx:configRequest", ({ target, detail }) => {
  if (savesAtOnce(target)) detail.timeout = PATIENCE;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target;
  if (!savesAtOnce(form)) return;
  if (isUnsaved(form) || !form.dataset.saved) {
    sent.set(form, valuesOf(form));
    keep(form, { wanted: true });
    return;
  }
  event.preventDefault(); // all is saved: Save only folds what folds
  if (!isAtOnce(event.detail)) form.closest(".unfolded").querySelector(".back a")?.click();
});

const isAtOnce = ({ requestConfig }) => AT_ONCE in requestConfig.headers;

// What comes of it

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, serverResponse } = event.detail;
  const form = event.detail.requestConfig.elt;
  if (!savesAtOnce(form)) return;
  answered(addressOf(form));
  if (!isAtOnce(event.detail)) {
    if (xhr.status === 200) forget(form);
    return;
  }
  const row = new DOMParser().parseFromString(serverResponse, "text/html");
  if (xhr.status === 409) {
    typedMeanwhile.set(form.id, typedSince(form)); // the row is drawn again, with the choice
    return;
  }
  event.detail.shouldSwap = false;
  if (xhr.status === 200) takeOver(form, row);
  else if (xhr.status === 422) notYet(form, row);
});

// The fields that are no longer as they were sent
function typedSince(form) {
  const before = sent.get(form);
  const now = Object.entries(valuesOf(form));
  return Object.fromEntries(now.filter(([name, one]) => String(one) !== String(before[name])));
}

function takeOver(form, fresh) {
  const row = form.closest(".checkpoint");
  const drawn = fresh.querySelector("form[data-keep]");
  for (const part of PARTS) takePart(row, fresh.querySelector(".checkpoint"), part);
  const later = typedSince(form);
  drawAs(form, drawn);
  fill(form, { ...valuesOf(drawn), ...later });
  form.dataset.keep = "";
  form.dataset.saved = "yes";
  forget(form);
  keep(form);
  for (const notice of row.querySelectorAll(".kept")) notice.remove();
  const { textContent } = fresh.querySelector(".checkpoint > .saved");
  show(row, textContent, "met", finished.get(form));
  clearTimeout(pauses.get(form));
  if (isUnsaved(form)) pauses.set(form, setTimeout(() => tellWhetherSaved(form), PAUSE));
  say(fresh.getElementById("saved").textContent);
}

function takePart(row, fresh, part) {
  const [old, now] = [row, fresh].map((one) => one.querySelector(`:scope > ${part}`));
  if (old && now) old.replaceWith(now);
  else if (now) row.querySelector(":scope > .unfolded").before(now);
  else old?.remove();
}

// Make what the server drew last the values that a change is measured by.
function drawAs(form, drawn) {
  const inputs = inputsOf(form);
  for (const [at, now] of inputsOf(drawn).entries()) {
    const input = inputs[at];
    if (input.options) for (const [n, one] of [...input.options].entries())
      one.defaultSelected = now.options[n]?.defaultSelected ?? false;
    else if (["radio", "checkbox"].includes(input.type)) input.defaultChecked = now.defaultChecked;
    else input.defaultValue = now.defaultValue;
  }
  revisionOf(form).value = revisionOf(drawn).value;
  delete form.dataset.drawnRevision;
}

// What cannot be saved as it stands is saved when it becomes right.
function notYet(form, fresh) {
  const why = fresh.querySelector(".ds-error-summary li")?.textContent ?? "";
  const what = `${words.notYet} ${why}`.trim();
  keep(form);
  clearTimeout(pauses.get(form));
  show(form.closest(".checkpoint"), what, "late", finished.get(form));
  say(what);
}

for (const event of ["htmx:sendError", "htmx:timeout", "htmx:responseError"])
  document.addEventListener(event, ({ detail }) => {
    const form = detail.requestConfig.elt;
    if (!savesAtOnce(form) || !isNoContact(detail.xhr)) return;
    keep(form, { wanted: true });
    showThatItWaits(form.closest(".checkpoint"), finished.get(form));
    waitsFor(addressOf(form), () => save(form));
  });

// Forms that are drawn: what was typed is put back, and saved if it was to be

document.addEventListener("htmx:load", ({ target }) => {
  for (const form of formsIn(target)) {
    const meanwhile = typedMeanwhile.get(form.id);
    if (meanwhile) fill(form, meanwhile);
    typedMeanwhile.delete(form.id);
    const waits = putBack(form);
    finished.set(form, inputsOf(form).find(isChanged));
    if (waits && savesAtOnce(form)) save(form);
  }
  showDrafts(target);
});

// A folded row tells of its draft. When the page is opened, a row whose change could not be sent
// before the page was left unfolds, and is saved.
function showDrafts(drawn) {
  for (const address of store.addresses("draft")) {
    const link = drawn.querySelector(`.checkpoint .links [hx-get="${CSS.escape(address)}"]`);
    if (!link) continue;
    if (drawn === document.body && store.read("draft", address)?.wanted) htmx.trigger(link, "click");
    else tellOfDraft(link);
  }
}

function tellOfDraft(link) {
  const note = document.getElementById("unsaved").content.firstElementChild.cloneNode(true);
  note.querySelector("button").addEventListener("click", () => htmx.trigger(link, "click"));
  const links = link.closest(".links");
  links.parentElement.querySelector(":scope > .unsaved")?.remove();
  links.before(note);
}
