// What the page says: in the live region for those who listen, in a row or by a form for those who
// look. All words come from the page, in its language.

export const words = document.getElementById("words")?.dataset ?? {};

// Into the live region of a milestone's page; other pages have none.
export function say(what) {
  const region = document.getElementById("saved");
  if (region) region.textContent = what;
}

// Into the row, or into the unfolded form: one note, under the field that it is about. It stands in
// the space between two fields, so that none moves (forms.css).
export function show(row, what, state = "late", input = null) {
  const unfolded = row.querySelector(":scope > .unfolded");
  const note = noteIn(row) ?? document.createElement("p");
  note.className = "saved";
  delete note.dataset.waits;
  note.dataset.state = state;
  note.textContent = what;
  const field = input?.closest("fieldset, .ds-field:not(fieldset .ds-field)");
  if (field) field.append(note);
  else if (!note.isConnected) (unfolded ?? row).append(note);
  return note;
}

export function noteIn(row) {
  return row.querySelector(":scope > .unfolded .saved, :scope > .saved");
}

// Stands until it is saved, whatever is said of other rows.
export function showThatItWaits(row, input) {
  show(row, words.notSavedYet, "late", input).dataset.waits = "yes";
}

export function tell(row, what) {
  say(what);
  show(row, what);
}

// «i dag kl. 10.32», «20. november kl. 10.32»: the time in Norway, as the server's times are
export function inWords(moment) {
  const { lang } = document.documentElement;
  const language = lang === "en" ? "en-GB" : lang; // the day before the month, as on the page
  const timeZone = "Europe/Oslo";
  const then = new Date(moment);
  const time = then.toLocaleTimeString(language, { timeZone, hour: "2-digit", minute: "2-digit" });
  const day = then.toLocaleDateString(language, { timeZone, day: "numeric", month: "long" });
  const date = (one) => one.toLocaleDateString(language, { timeZone });
  const isToday = date(then) === date(new Date());
  return (isToday ? words.today : words.otherDay).replace("{day}", day).replace("{time}", time);
}
