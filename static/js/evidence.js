// Files on their way: dropped, pasted or chosen, one upload each, with what came of it in words.
//
// Where files can be laid is marked `data-drop` (the address they are sent to) with `data-list` (the
// id of the list that the answer brings up to date) and, where there is one, `data-form` (the form
// whose other fields go along). The words come from the page; so do the server's sentences.

import { forget } from "./drafts.js";

const said = document.getElementById("uploads-said");
const words = said.dataset;
const token = JSON.parse(document.body.getAttribute("hx-headers"));
const waiting = []; // one file at a time: a bad line carries one better than many
let isSending = false;

// Where they are laid

const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
const placeOf = (element) => element.closest("[data-drop]");

function mark(place) {
  for (const marked of document.querySelectorAll(".dropping")) marked.classList.remove("dropping");
  place?.classList.add("dropping");
}

document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault(); // else the browser leaves the page and opens the file
  const place = placeOf(event.target);
  event.dataTransfer.dropEffect = place ? "copy" : "none";
  mark(place);
});
document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || mark(null));
document.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  mark(null);
  const place = placeOf(event.target);
  if (place) send(place, [...event.dataTransfer.files]);
});

// A picture becomes a file, an address fills in the form for links.
document.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").trim();
  const files = [...event.clipboardData.files].map(named);
  if (event.target.closest("input, textarea, select") && (text || !files.length)) return;
  const place = placeOf(event.target) ?? document.querySelector("[data-drop][data-form]");
  if (place && files.length) {
    event.preventDefault();
    send(place, files);
  } else if (place?.dataset.form) {
    fillIn(text);
  }
});

function fillIn(address) {
  const field = document.querySelector("#link [type=url]");
  if (!field || !/^https?:\/\/\S+$/.test(address)) return;
  field.value = address;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

// What is pasted from a screen is called image.png, whatever it shows.
function named(file) {
  if (file.name !== "image.png") return file;
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  const name = `${words.screenshot}-${day}-${two(now.getHours())}${two(now.getMinutes())}.png`;
  return new File([file], name, { type: file.type });
}

document.addEventListener("submit", (event) => {
  const place = placeOf(event.target);
  const files = event.target.querySelector("[type=file]")?.files;
  if (!place || !files?.length) return;
  event.preventDefault();
  send(place, [...files]);
}, true); // before drafts.js takes it for a form that leaves the page

// How they are sent. Files that are laid at once are a batch; what was typed goes with each.

function send(place, files) {
  const form = formOf(place);
  const fields = form ? new FormData(form) : new FormData();
  const input = form?.querySelector("[type=file]");
  if (input && files.length > 1) fields.delete(input.name.replace("files", "title"));
  const field = input?.name ?? "upload-files";
  const batch = { files, fields, field, refused: [] };
  for (const file of files) waiting.push({ place, file, batch, line: lineFor(place, file) });
  if (input) input.value = "";
  if (form) clearErrors(form);
  sendNext();
}

const formOf = (place) => document.getElementById(place.dataset.form);
const isTypedIn = ({ type }) => !["hidden", "file", "submit"].includes(type);

function sendNext() {
  if (isSending || !waiting.length) return;
  isSending = true;
  const upload = waiting.shift();
  const body = new FormData();
  const { fields, field } = upload.batch;
  for (const [name, value] of fields) if (name !== field) body.append(name, value);
  body.append(field, upload.file);
  said.textContent = words.sending.replace("{name}", upload.file.name);
  const request = new XMLHttpRequest();
  request.open("POST", upload.place.dataset.drop);
  for (const [name, value] of Object.entries(token)) request.setRequestHeader(name, value);
  request.setRequestHeader("HX-Request", "true"); // the list alone, as htmx asks for it
  request.setRequestHeader("HX-Target", upload.place.dataset.list);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    upload.line.querySelector("progress").value = loaded / total;
  });
  request.addEventListener("loadend", () => {
    isSending = false;
    arrived(upload, request);
    sendNext();
  });
  request.send(body);
}

// What came of it

function arrived(upload, request) {
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  const list = answer.getElementById(upload.place.dataset.list);
  const sentence = answer.querySelector("[data-said]")?.textContent.trim();
  if (list) document.getElementById(list.id)?.replaceWith(list);
  const errors = [...answer.querySelectorAll("[data-refused]")];
  if (list && request.status === 200) finish(upload, sentence);
  else if (errors.length) askAgain(upload, errors, sentence);
  else stop(upload, sentence ?? why(request.status), { canBeTriedAgain: !sentence });
}

function why(status) {
  const known = { 0: words.lost, 200: words.refused, 403: words.refused, 404: words.gone };
  return known[status] ?? words.broken;
}

function finish({ place, line, file, batch }, sentence) {
  line.remove();
  emptyForm(place, batch);
  tell(batch, sentence || `${file.name}: ${words.done}`);
}

// What was typed belongs to what is attached now; what was typed since is for the next one.
function emptyForm(place, { fields }) {
  const form = formOf(place);
  if (!form) return;
  for (const input of [...form.elements].filter(isTypedIn)) {
    if (fields.has(input.name) && input.value !== fields.get(input.name)) continue;
    input.value = "";
    input.defaultValue = "";
  }
  form.dataset.keep = "";
  forget(form);
}

// What was typed is wrong: it stays, the files are chosen still, and the rest is not sent.
function askAgain({ place, line, batch }, errors, sentence) {
  const others = waiting.filter((one) => one.batch === batch);
  for (const one of others) waiting.splice(waiting.indexOf(one), 1);
  for (const one of [line, ...others.map((other) => other.line)]) one.remove();
  const form = formOf(place);
  const chosen = new DataTransfer();
  for (const file of batch.files) chosen.items.add(file);
  form.elements[batch.field].files = chosen.files;
  for (const error of errors) showError(form.elements[error.dataset.refused], error.firstElementChild);
  form.elements[errors[0].dataset.refused].focus();
  said.textContent = sentence;
}

function showError(input, error) {
  input.closest(".ds-field").append(error);
  input.setAttribute("aria-invalid", "true");
  describe(input, (ids) => [...ids, error.id]);
}

function clearErrors(form) {
  for (const error of form.querySelectorAll("[data-field=validation]")) error.remove();
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    describe(input, (ids) => ids.filter((id) => document.getElementById(id)));
  }
}

function describe(input, change) {
  const ids = (input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  input.setAttribute("aria-describedby", change(ids).join(" "));
}

// At the end of a batch all that was refused is said in one.
function tell(batch, sentence) {
  const { refused } = batch;
  const isLast = !waiting.some((one) => one.batch === batch);
  if (!isLast || refused.length === 0) {
    said.textContent = sentence;
    return;
  }
  const names = refused.map(({ name }) => name).join(", ");
  const several = words.severalRefused.replace("{n}", refused.length).replace("{names}", names);
  const told = refused.length > 1 ? several : refused[0].sentence;
  said.textContent = refused.at(-1).sentence === sentence ? told : `${told} ${sentence}`;
}

function stop(upload, sentence, { canBeTriedAgain }) {
  const { line, file, batch } = upload;
  if (!line.isConnected) linesOf(asItIsNow(upload)).append(line);
  const told = canBeTriedAgain ? `${file.name}: ${sentence}` : sentence;
  batch.refused.push({ name: file.name, sentence: told });
  tell(batch, told);
  line.dataset.state = "late";
  line.querySelector("progress").remove();
  line.firstChild.hidden = !canBeTriedAgain; // the server's sentence names the file
  const why = document.createElement("span");
  why.textContent = sentence;
  line.append(why, canBeTriedAgain ? again(upload) : away(line));
  line.querySelector("button").setAttribute("aria-describedby", line.firstChild.id);
}

function again(upload) {
  return button(words.again, () => {
    const line = lineFor(asItIsNow(upload), upload.file);
    upload.line.replaceWith(line);
    waiting.push({ ...upload, line, batch: { ...upload.batch, files: [upload.file], refused: [] } });
    sendNext();
  });
}

const away = (line) => button(words.remove, () => line.remove());

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet-button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

// A row may have been drawn again while a file was on its way from it.
function asItIsNow({ place }) {
  return document.querySelector(`[data-drop="${place.dataset.drop}"]`) ?? document.querySelector("main");
}

// A line for each file, under the list that it will stand in.

let lines = 0;

function lineFor(place, file) {
  const line = document.createElement("li");
  line.className = "upload";
  const name = document.createElement("strong");
  name.id = `upload-${++lines}`;
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.value = 0;
  bar.setAttribute("aria-labelledby", name.id);
  line.append(name, bar);
  linesOf(place).append(line);
  return line;
}

function linesOf(place) {
  const found = place.querySelector(":scope > .uploads");
  if (found) return found;
  const made = document.createElement("ul");
  made.className = "uploads";
  const list = document.getElementById(place.dataset.list);
  if (list) list.after(made);
  else place.append(made);
  return made;
}

// Whoever leaves in the middle of it is asked first.
addEventListener("beforeunload", (event) => {
  if (isSending || waiting.length) event.preventDefault();
});
