// «Me»: one click makes oneself responsible, where a form lets one choose a person.

import { words } from "./saying.js";

const me = document.body.dataset.person;

document.addEventListener("htmx:load", ({ target }) => {
  for (const people of target.querySelectorAll("select[name$=responsible]")) offer(people);
});

function offer(people) {
  const isListed = [...people.options].some(({ value }) => value === me);
  if (!isListed || people.parentElement.querySelector(".me")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet-button me";
  button.textContent = words.me;
  button.addEventListener("click", () => choose(people));
  people.after(button);
}

// As if chosen by hand: what listens to a form hears of it. A name instead of a person gives way.
function choose(people) {
  const name = people.form.elements[`${people.name}_name`];
  if (name?.value) tell(Object.assign(name, { value: "" }));
  tell(Object.assign(people, { value: me }));
}

function tell(field) {
  for (const event of ["input", "change"])
    field.dispatchEvent(new Event(event, { bubbles: true }));
}
