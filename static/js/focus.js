// A walk by keyboard: single keys outside fields, Ctrl + Enter anywhere. Each key presses a button
// or a link of the page, or leads to a field; nothing can be done that has no other way.

import "./left.js";

const STORED = "byregion-keys"; // whether single keys work here; no draft, so it does not grow old
const FIELDS = "textarea, select, input:not([type=radio], [type=checkbox])";

const page = document.getElementById("focus");
const list = document.getElementById("keys");
const own = document.getElementById("keys-on");
const form = page.querySelector("form[data-keep]");
const save = form.querySelector("[type=submit][name=save]");
const statuses = [...form.querySelectorAll("[name=status]")];
let isSent = false;

const press = (key) => page.querySelector(`[data-key=${key}]`)?.click();
const goTo = (name) => {
  const field = form.elements[name];
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length); // to go on writing
  field.scrollTop = field.scrollHeight;
};
const choose = (radio) => {
  radio.focus();
  radio.click();
};

const KEYS = {
  n: () => press("n"),
  p: () => press("p"),
  b: () => press("b"),
  k: () => goTo("text"),
  f: () => goTo("due_on"),
  "?": () => list.showModal(),
};
const ARROWS = { ArrowRight: KEYS.n, ArrowLeft: KEYS.p }; // among choices they choose
for (const [at, radio] of statuses.entries()) KEYS[at + 1] = () => choose(radio);

document.addEventListener("keydown", (event) => {
  if (list.open || event.repeat || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return act(event, sendForm);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return leaveField(event.target);
  if (!own.checked || event.target.matches(FIELDS)) return;
  const arrow = event.target.matches("input") ? undefined : ARROWS[event.key];
  const key = Object.hasOwn(KEYS, event.key.toLowerCase()) ? KEYS[event.key.toLowerCase()] : arrow;
  if (key) act(event, key);
});

function act(event, what) {
  event.preventDefault();
  if (!isSent) what();
}

function sendForm() {
  form.requestSubmit(save);
}

function leaveField(target) {
  if (form.contains(target)) target.blur();
}

// What is on its way is not sent once more by an impatient hand.
document.addEventListener("submit", (event) => {
  if (event.target !== form || event.defaultPrevented) return;
  if (isSent) event.preventDefault();
  isSent = true;
});
addEventListener("pageshow", () => (isSent = false));

// The keys stand beside what they press, as long as they work.

const wordsOf = (what) => what.labels?.[0] ?? what;
const told = [
  ...[...page.querySelectorAll("[data-key]")].map((button) => [button, button.dataset.key]),
  ...statuses.map((radio, at) => [radio, `${at + 1}`]),
  [form.elements.text, "k"],
  [form.elements.due_on, "f"],
];

function show() {
  page.dataset.keys = own.checked ? "on" : "off";
  for (const [what, key] of told) {
    takeBack(what);
    if (own.checked) tell(what, key);
  }
}

function takeBack(what) {
  wordsOf(what).querySelector("kbd")?.remove();
  what.removeAttribute("aria-keyshortcuts");
}

function tell(what, key, spoken = key) {
  const hint = document.createElement("kbd");
  hint.textContent = key;
  hint.ariaHidden = "true"; // aria-keyshortcuts says it
  wordsOf(what).append(" ", hint);
  what.setAttribute("aria-keyshortcuts", spoken);
}

// A browser that keeps nothing is no error: then it holds for this page.
function guarded(what) {
  try {
    return what();
  } catch {
    return null;
  }
}

own.checked = guarded(() => localStorage.getItem(STORED)) !== "off";
own.addEventListener("change", () => {
  show();
  guarded(() => localStorage.setItem(STORED, own.checked ? "on" : "off"));
});
tell(save, "Ctrl ↵", "Control+Enter"); // no single key: it always works
document.getElementById("show-keys").addEventListener("click", () => list.showModal());
show();
