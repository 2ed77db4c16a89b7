// When there is no contact with the server the page says so, and what could not be sent waits: it
// is tried again when the browser is online, and after a pause that grows from 2 to 30 seconds.

import { words } from "./saying.js";

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;
export const PATIENCE = 20_000; // milliseconds for a request that saves; then the line is dead

const waiting = new Map(); // by address: what sends it again
let pause = FIRST_PAUSE;
let timer;

export function waitsFor(address, sendAgain) {
  waiting.set(address, sendAgain);
  announce(words.noContact);
  timer ??= setTimeout(tryAll, pause);
}

// Something was answered: there is contact, and all that waits has its turn.
export function answered(address) {
  waiting.delete(address);
  pause = FIRST_PAUSE;
  announce("");
  if (waiting.size) tryAll();
}

export function isNoContact({ status }) {
  return [0, 502, 503, 504].includes(status); // the last three: a proxy has no contact
}

function tryAll() {
  clearTimeout(timer);
  timer = undefined;
  if (!waiting.size) return;
  pause = Math.min(2 * pause, LONGEST_PAUSE);
  const all = [...waiting.values()];
  waiting.clear(); // what fails again comes back
  for (const sendAgain of all) sendAgain();
}

function announce(what) {
  const place = document.getElementById("connection");
  if (place && place.textContent !== what) place.textContent = what;
}

addEventListener("offline", () => announce(words.noContact));
addEventListener("online", () => {
  announce("");
  pause = FIRST_PAUSE;
  tryAll();
});
