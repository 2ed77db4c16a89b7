// What the page says: in the live region for those who listen, in a row or by a form for those who
// look. All words come from the page, in its language.

export const words = document.getElementById("words")?.dataset ?? {};

// Into the live region of a milestone's page; other pages have none.
export function say(what) {
  const region = document.getElementById("saved");
  if (region) region.textContent = what;
}

// Into the row, or into the unfolded form: under it, so that no field moves.
export function show(row, what, state = "late") {
  const place = row.querySelector(":scope > .unfolded") ?? row;
  const note = place.querySelector(":scope > .saved") ?? document.createElement("p");
  note.className = "saved";
  delete note.dataset.waits;
  note.dataset.state = state;
  note.textContent = what;
  if (!note.isConnected) place.append(note);
  return note;
}

// Stands until it is saved, whatever is said of other rows.
export function showThatItWaits(row) {
  show(row, words.notSavedYet).dataset.waits = "yes";
}

export function tell(row, what) {
  say(what);
  show(row, what);
}

// «i dag kl. 10.32», «20. november kl. 10.32»
export function inWords(moment) {
  const language = document.documentElement.lang;
  const then = new Date(moment);
  const time = then.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  const day = then.toLocaleDateString(language, { day: "numeric", month: "long" });
  const isToday = then.toDateString() === new Date().toDateString();
  return (isToday ? words.today : words.otherDay).replace("{day}", day).replace("{time}", time);
}
