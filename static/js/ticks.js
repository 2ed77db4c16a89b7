// A tick that could not be sent stays ticked, is marked as not saved yet, and waits in the browser:
// it is sent when there is contact again, also after the page was left and opened again.

import { PATIENCE, answered, isNoContact, waitsFor } from "./connection.js";
import { showThatItWaits } from "./saying.js";
import * as store from "./store.js";

const isTick = (element) => element.matches(".checkpoint > [name=met]");
const addressOf = (box) => box.getAttribute("hx-post");
const revisionOf = (box) => box.form.elements.revision;

document.addEventListener("htmx:configRequest", ({ target, detail }) => {
  if (!isTick(target)) return;
  detail.timeout = PATIENCE;
  const tick = { met: target.checked, revision: revisionOf(target).value };
  store.write("tick", addressOf(target), tick);
});

// Answered, whatever the answer; sign-in leads back here, and then it is sent again.
document.addEventListener("htmx:beforeOnLoad", ({ target, detail: { xhr } }) => {
  if (!isTick(target) || isNoContact(xhr) || xhr.getResponseHeader("HX-Redirect")) return;
  store.remove("tick", addressOf(target));
  answered(addressOf(target));
});

for (const event of ["htmx:sendError", "htmx:timeout", "htmx:responseError"])
  document.addEventListener(event, ({ target, detail }) => {
    if (!isTick(target) || !isNoContact(detail.xhr)) return;
    showThatItWaits(target.closest(".checkpoint"));
    waitsFor(addressOf(target), () => htmx.trigger(target, "change"));
  });

document.addEventListener("htmx:load", ({ target }) => {
  if (target === document.body) sendWhatWaits();
});

// From the revision that was ticked: what others did since is for the server to put together.
function sendWhatWaits() {
  for (const address of store.addresses("tick")) {
    const box = document.querySelector(`.checkpoint > [hx-post="${CSS.escape(address)}"]`);
    const tick = store.read("tick", address);
    if (!box || !tick) continue;
    if (box.checked === tick.met) {
      store.remove("tick", address); // it arrived, or someone wanted the same
      continue;
    }
    box.checked = tick.met;
    revisionOf(box).value = tick.revision;
    htmx.trigger(box, "change");
  }
}
