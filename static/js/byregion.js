// What htmx leaves to the page on a milestone: it says when something failed, moves the focus
// after a row was swapped, and closes an unfolded row with Escape. The words come from the page.

// Into the live region for those who listen, into the row for those who look.
function tell(row, words) {
  document.getElementById("saved").textContent = words;
  const note = row.querySelector(".saved") || row.appendChild(document.createElement("p"));
  note.className = "saved";
  note.dataset.state = "late";
  note.textContent = words;
}

function failed(event) {
  const row = event.target.closest(".checkpoint");
  if (!row) return;
  const { requestConfig, xhr } = event.detail;
  const words = document.getElementById("saved").dataset;
  const what = requestConfig.verb === "get" ? words.notOpened : words.notSaved;
  const why = { 0: words.offline, 403: words.refused, 404: words.gone }[xhr.status] || words.broken;
  tell(row, `${what} ${why}`);
  if (event.target.type === "checkbox") event.target.checked = event.target.defaultChecked;
}
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:responseError", failed);

// What was said before goes, so that the same words are said again.
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (!target.closest(".checkpoint")) return;
  document.getElementById("saved").textContent = "";
  for (const note of document.querySelectorAll(".checkpoint > .saved")) note.remove();
});

// A swap that took the focus away gives it to the form that was unfolded, else to the row's first
// link. Errors and conflicts have taken it already (autofocus), a checkbox keeps it (its id).
document.addEventListener("htmx:load", ({ target }) => {
  if (!target.matches(".checkpoint") || document.activeElement !== document.body) return;
  const to = target.querySelector(".unfolded [type=radio]:checked") || target.querySelector(".links a");
  if (to) to.focus();
});

// Escape closes what nobody wrote in; else it leads to the link that would throw the words away.
document.addEventListener("input", ({ target }) => {
  const unfolded = target.closest(".unfolded");
  if (unfolded) unfolded.dataset.written = "yes";
});
document.addEventListener("keydown", (event) => {
  const unfolded = event.key === "Escape" && event.target.closest(".unfolded");
  if (!unfolded) return;
  const close = unfolded.querySelector(".back a");
  if (unfolded.dataset.written || unfolded.querySelector("[role=alert]")) close.focus();
  else close.click();
});
