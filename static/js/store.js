// What the browser keeps for the person who is signed in: drafts and ticks that wait. Each has the
// address that it belongs to, and goes after 14 days. A browser that keeps nothing is no error.

const AGE = 14 * 86_400_000;
const person = document.body.dataset.person;
const key = (kind, address) => `byregion ${person} ${kind} ${address}`;

function guarded(what) {
  try {
    return what();
  } catch {
    return null; // full, or shut by the browser's settings
  }
}

export function read(kind, address) {
  return guarded(() => JSON.parse(localStorage.getItem(key(kind, address))));
}

export function write(kind, address, what) {
  const text = JSON.stringify({ ...what, at: Date.now() });
  if (person) guarded(() => localStorage.setItem(key(kind, address), text));
}

export function remove(kind, address) {
  guarded(() => localStorage.removeItem(key(kind, address)));
}

// The addresses for which something of a kind is kept.
export function addresses(kind) {
  const start = key(kind, "");
  const all = guarded(() => Object.keys(localStorage)) ?? [];
  return all.filter((one) => one.startsWith(start)).map((one) => one.slice(start.length));
}

export function removeAllOfThisPerson() {
  for (const one of guarded(() => Object.keys(localStorage)) ?? [])
    if (one.startsWith(`byregion ${person} `)) guarded(() => localStorage.removeItem(one));
}

function removeOld() {
  for (const one of guarded(() => Object.keys(localStorage)) ?? [])
    if (one.startsWith("byregion ") && !isYoung(guarded(() => JSON.parse(localStorage.getItem(one)))))
      guarded(() => localStorage.removeItem(one));
}

const isYoung = (what) => what !== null && Date.now() - what.at < AGE;

removeOld();
