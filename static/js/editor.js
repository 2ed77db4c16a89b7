// A comfortable text area: buttons and keys for a little Markdown, lists that go on by themselves, a
// preview by the server, and a count of what is left. What they write can be undone as if typed.

const NEAR = 300; // characters left, and the count is shown
const PAUSE = 700; // milliseconds without a key, and the count is said, the preview drawn
const ITEM = /^(\s*)([-*+]|\d+[.)]) +/;
const MARKS = /^(\s*(?:>\s*)*(?:(?:[-*+]|\d+[.)])\s+)?)(.*?)(\s*)$/;
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

const pauses = new WeakMap(); // by text area

const isEditor = (element) => element?.matches?.("textarea[data-editor]");
const barOf = (text) => text.previousElementSibling;
const below = (text) => text.nextElementSibling;
const textOf = (bar) => bar.nextElementSibling;

document.addEventListener("htmx:load", ({ target }) => {
  for (const text of target.querySelectorAll("textarea[data-editor]")) equip(text);
});

// A row that is swapped in may have the focus before htmx says that it is loaded.
function equip(text) {
  if (barOf(text)?.matches(".tools")) return;
  const [bar, foot] = document.getElementById("tools").content.cloneNode(true).children;
  bar.setAttribute("aria-controls", text.id);
  for (const button of [...bar.children].slice(1)) button.tabIndex = -1;
  text.before(bar);
  text.after(foot);
  text.form?.querySelector("[name=preview]")?.remove(); // that of the page without a script
  grow(text);
  count(text);
}

// Writing as the person would, so that Ctrl+Z takes it back.
function put(text, start, end, words, from = start + words.length, to = from) {
  text.focus();
  text.setSelectionRange(start, end);
  const done = document.execCommand(words ? "insertText" : "delete", false, words);
  if (!done) {
    text.setRangeText(words, start, end);
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  text.setSelectionRange(from, to);
}

// The tools

const tools = {
  bold: (text) => emphasize(text, "**"),
  italic: (text) => emphasize(text, "*"),
  list: (text) => toggleList(text, () => "- ", /^\s*[-*+] +/),
  numbers: (text) => toggleList(text, (at) => `${at + 1}. `, /^\s*\d+[.)] +/),
  link,
};

// Around what is marked, line by line: emphasis does not reach over an item of a list.
function emphasize(text, sign) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  if (start === end) return put(text, start, end, sign + sign, start + sign.length);
  const has = (words) => words.startsWith(sign) && words.endsWith(sign) && words.length > 2 * sign.length;
  const all = value.slice(start, end).split("\n").map((line) => line.match(MARKS));
  const isOn = all.every(([, , words]) => !words || has(words));
  const changed = all.map(([, before, words, after]) => {
    if (!words) return before + after;
    return before + (isOn ? words.slice(sign.length, -sign.length) : sign + words + sign) + after;
  });
  const made = changed.join("\n");
  put(text, start, end, made, start, start + made.length);
}

function toggleList(text, mark, isMarked) {
  const { value } = text;
  const start = value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const stop = value.indexOf("\n", Math.max(text.selectionEnd, start));
  const end = stop < 0 ? value.length : stop;
  const lines = value.slice(start, end).split("\n");
  const isOn = lines.every((line) => isMarked.test(line));
  const changed = lines.map((line, at) => (isOn ? "" : mark(at)) + line.replace(ITEM, ""));
  const made = changed.join("\n");
  put(text, start, end, made, lines.length > 1 ? start : start + made.length, start + made.length);
}

function link(text) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const words = value.slice(start, end);
  if (/^https?:\/\/\S+$/.test(words)) return put(text, start, end, `[](${words})`, start + 1);
  const address = start + words.length + 3;
  const at = words ? [address, address + "https://".length] : [start + 1];
  put(text, start, end, `[${words}](https://)`, ...at);
}

document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-tool]")) event.preventDefault(); // what is marked stays marked
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-tool]");
  if (!button) return;
  const text = textOf(button.parentElement);
  if (button.dataset.tool === "preview") togglePreview(text, button);
  else tools[button.dataset.tool](text);
});

// Keys

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (target.matches("[role=toolbar] > button")) return moveWithin(target.parentElement, event);
  if (!isEditor(target) || event.altKey || event.isComposing) return;
  const tool = { b: "bold", i: "italic" }[key.toLowerCase()];
  const done =
    (event.ctrlKey || event.metaKey) && !event.shiftKey && tool ? (tools[tool](target), true)
    : key === "Enter" && !event.ctrlKey && !event.metaKey && !event.shiftKey ? goOnWithList(target)
    : false;
  if (done) event.preventDefault();
});

// One stop for the tab key; the arrows go from button to button.
function moveWithin(bar, event) {
  const buttons = [...bar.children];
  const at = buttons.indexOf(event.target);
  const last = buttons.length - 1;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = buttons.at(to % buttons.length);
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

// Enter in a list begins the next item; in an item without words it ends the list.
function goOnWithList(text) {
  const { selectionStart: at, selectionEnd, value } = text;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const found = value.slice(start, at).match(ITEM);
  if (at !== selectionEnd || !found) return false;
  if (start + found[0].length === at) put(text, start, at, "");
  else put(text, at, at, `\n${found[1]}${next(found[2])} `);
  return true;
}

const next = (mark) => mark.replace(/\d+/, (number) => Number(number) + 1);

// While someone writes

document.addEventListener("input", ({ target }) => {
  if (!isEditor(target)) return;
  equip(target);
  grow(target);
  count(target);
  clearTimeout(pauses.get(target));
  pauses.set(target, setTimeout(() => pause(target), PAUSE));
});
document.addEventListener("focusin", ({ target }) => {
  if (!isEditor(target)) return;
  equip(target);
  count(target);
});

function pause(text) {
  if (!text.isConnected) return;
  const [counter, told] = below(text).children;
  told.textContent = counter.textContent;
  if (previewOf(text)) draw(text);
}

function grow(text) {
  if (GROWS_BY_ITSELF) return;
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + text.offsetHeight - text.clientHeight}px`;
}

function count(text) {
  const limit = Number(text.dataset.editor);
  const counter = below(text).firstElementChild;
  if (!limit) return;
  const left = limit - [...text.value.trim()].length;
  const { left: few, over } = counter.dataset;
  counter.textContent = left > NEAR ? "" : (left < 0 ? over : few).replace("{n}", Math.abs(left));
  counter.toggleAttribute("data-over-limit", left < 0);
}

// The preview

const previewOf = (text) => below(text).querySelector(".words-preview");

function togglePreview(text, button) {
  const open = previewOf(text);
  button.setAttribute("aria-expanded", open ? "false" : "true");
  if (open) return open.remove();
  const preview = document.createElement("section");
  preview.className = "words-preview";
  preview.setAttribute("aria-label", button.textContent);
  preview.setAttribute("aria-live", "polite");
  below(text).append(preview);
  draw(text);
}

async function draw(text) {
  const button = barOf(text).querySelector("[data-tool=preview]");
  const preview = previewOf(text);
  const body = new FormData();
  body.append("text", text.value);
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const asked = { method: "POST", body, headers, redirect: "error" };
  const answer = await fetch(button.dataset.address, asked).catch(() => null);
  if (answer?.ok) preview.innerHTML = await answer.text();
  else preview.textContent = button.dataset.failed;
}
