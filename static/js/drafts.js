// What is typed in a form is kept in the browser, and put back when the form is drawn again.
//
// A draft holds the fields that differ from the form as the server drew it, with the revision that
// the form began from: sent again, the server puts it together with what others did meanwhile.
// Leaving a page with typed text that is not saved is warned of.

import { waitsFor } from "./connection.js";
import * as store from "./store.js";
import { inWords, words } from "./saying.js";

const NOT_TYPED = /^csrfmiddlewaretoken$|(^|-)revision$|(^|-)choose-/;
const CHOICE = /(^|-)choose-/;
const NEVER_KEPT = ["password", "file", "hidden", "submit", "button", "reset"];
const PAUSE = 300; // milliseconds without a key

const typing = new Map(); // forms in which someone has typed just now, with their timers
let leaving = false; // on purpose: nothing to warn of

// A form as it is filled in

export const isKept = (form) => form?.dataset.keep !== undefined;
const isNeverADraft = (form) => form.dataset.draft === "never"; // it is only warned of
export const formsIn = (node) => [...node.querySelectorAll("form[data-keep]")];
export const revisionOf = (form) => form.querySelector("[name$=revision]");

export function addressOf(form) {
  return new URL(form.getAttribute("action") || location.pathname, location).pathname;
}

export function inputsOf(form) {
  return [...form.elements].filter(
    ({ name, type }) => name && !NOT_TYPED.test(name) && !NEVER_KEPT.includes(type),
  );
}

const isChoice = ({ type }) => type === "radio" || type === "checkbox";

// The values of each field, as lists: a box that is not ticked has none.
export function valuesOf(form) {
  const values = {};
  for (const input of inputsOf(form)) {
    values[input.name] ??= [];
    if (!isChoice(input) || input.checked) values[input.name].push(input.value);
  }
  return values;
}

export function fill(form, values) {
  for (const input of inputsOf(form)) {
    const wanted = values[input.name];
    if (!wanted) continue;
    if (isChoice(input)) input.checked = wanted.includes(input.value);
    else if (input.value !== wanted[0]) input.value = wanted[0] ?? "";
  }
}

// Whether an input is other than the server drew it
export function isChanged(input) {
  if (isChoice(input)) return input.checked !== input.defaultChecked;
  if (!input.options) return input.value !== input.defaultValue;
  const drawn = [...input.options].find((one) => one.defaultSelected) ?? input.options[0];
  return drawn !== undefined && input.value !== drawn.value;
}

export function typedIn(form) {
  const all = form.dataset.keep === "unsaved"; // it came back: what was drawn is not saved either
  const names = new Set(inputsOf(form).filter((one) => all || isChanged(one)).map((one) => one.name));
  return Object.fromEntries(Object.entries(valuesOf(form)).filter(([name]) => names.has(name)));
}

export const isUnsaved = (form) => Object.keys(typedIn(form)).length > 0;

// Keeping

// A form with a choice between two texts carries the revision of the other's. Until someone has
// chosen, its draft begins where it began, so that the choice comes again.
function beginningOf(form) {
  const isAsked = [...form.elements].some(({ name }) => CHOICE.test(name));
  const before = isAsked ? store.read("draft", addressOf(form)) : null;
  return before?.revision ?? revisionOf(form)?.value;
}

// `wanted`: it was to be saved, and could not be sent.
export function keep(form, { wanted = false } = {}) {
  clearTimeout(typing.get(form));
  typing.delete(form);
  if (!isUnsaved(form) || isNeverADraft(form)) return store.remove("draft", addressOf(form));
  const revision = beginningOf(form);
  store.write("draft", addressOf(form), { typed: typedIn(form), revision, wanted });
}

export function forget(form) {
  clearTimeout(typing.get(form));
  typing.delete(form);
  store.remove("draft", addressOf(form));
  noticeBefore(form)?.remove();
}

export function keepAll() {
  for (const form of [...typing.keys()]) keep(form);
}

document.addEventListener("input", ({ target: { form } }) => {
  if (!isKept(form)) return;
  clearTimeout(typing.get(form));
  typing.set(form, setTimeout(() => keep(form), PAUSE));
});
addEventListener("pagehide", keepAll);
document.addEventListener("visibilitychange", keepAll);

// For whoever goes on with text that is not saved: all of it is kept, and nothing is warned of.
// Whether there was any, and the browser keeps it.
export function leavesDrafts() {
  const unsaved = formsIn(document).filter(isUnsaved);
  for (const form of unsaved) keep(form);
  const areKept = unsaved.every((form) => store.read("draft", addressOf(form)));
  if (unsaved.length && areKept) leaving = true;
  return unsaved.length > 0 && areKept;
}

// Putting back

// Whether the form got a draft back that was to be saved.
export function putBack(form) {
  if (form.dataset.keep === "unsaved" || isNeverADraft(form)) {
    keep(form); // the server has drawn what was typed last
    return false;
  }
  const draft = store.read("draft", addressOf(form));
  if (!draft) return false;
  fill(form, draft.typed);
  if (!isUnsaved(form)) {
    forget(form); // it was saved after all
    return false;
  }
  if (!draft.wanted) giveNotice(form, draft.at);
  const revision = revisionOf(form);
  if (revision) {
    form.dataset.drawnRevision ??= revision.value;
    revision.value = draft.revision;
  }
  return draft.wanted;
}

const noticeBefore = (form) => document.getElementById(`draft-of-${addressOf(form)}`);

function giveNotice(form, at) {
  const notice = document.getElementById("draft").content.firstElementChild.cloneNode(true);
  notice.id = `draft-of-${addressOf(form)}`;
  const line = notice.querySelector("p");
  line.textContent = line.textContent.replace("{when}", inWords(at));
  notice.querySelector("button").addEventListener("click", () => throwAway(form));
  form.before(notice);
  form.closest("details")?.setAttribute("open", ""); // what is not saved is seen
}

function throwAway(form) {
  form.reset();
  const revision = revisionOf(form);
  if (revision) revision.value = form.dataset.drawnRevision;
  forget(form);
  inputsOf(form)[0]?.focus();
}

document.addEventListener("htmx:load", ({ target }) => {
  if (target === document.body) forgetWhatTheServerSaved();
});

// The server names the form that it saved in a cookie, for it answers with another page.
function forgetWhatTheServerSaved() {
  const [, path] = document.cookie.match(/(?:^|; )saved="?([^";]+)/) ?? [];
  if (!path) return;
  store.remove("draft", path);
  document.cookie = "saved=; path=/; max-age=0; samesite=lax";
}

// Sending and leaving

export const leadsOnHere = ({ ctrlKey, metaKey, shiftKey, altKey }) =>
  !(ctrlKey || metaKey || shiftKey || altKey); // else in a tab or a window of its own

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute("hx-post")) return;
  if (isKept(form)) keep(form);
  if (isKept(form) && !navigator.onLine) {
    event.preventDefault();
    waitsFor(addressOf(form), () => form.requestSubmit(event.submitter));
  } else if (isKept(form) || event.submitter?.name === "throw-away") {
    leaving = true;
  } else if (addressOf(form) === document.body.dataset.signOut) {
    signOut(event);
  }
});

// Drafts go when one signs out. Whoever has some is asked first, in one question.
function signOut(event) {
  keepAll();
  const hasDrafts = store.addresses("draft").length > 0;
  if (hasDrafts && !confirm(words.signOutWithDrafts)) return event.preventDefault();
  if (hasDrafts) leaving = true;
  addEventListener("pagehide", store.removeAllOfThisPerson);
}

// «Back without saving» means what it says.
document.addEventListener("click", ({ target }) => {
  const back = target.closest(".with-back:not([data-at-once]) > .back a");
  if (!back) return;
  leaving = true;
  for (const form of formsIn(back.closest(".with-back"))) forget(form);
});

// An expired session leads to sign-in; the server has put aside what was sent.
document.addEventListener("htmx:beforeOnLoad", ({ detail: { xhr } }) => {
  if (xhr.getResponseHeader("HX-Redirect")) leaving = true;
});
addEventListener("pageshow", () => (leaving = false));
addEventListener("beforeunload", (event) => {
  if (!leaving && formsIn(document).some(isUnsaved)) event.preventDefault();
});
