// On a phone the overview's filters are folded, so that what was found comes first.

const fold = document.querySelector(".filter-fold");
const isNarrow = window.matchMedia("(width < 37.5rem)").matches;

if (fold && isNarrow && !fold.querySelector("[aria-invalid]")) fold.open = false;
