// Going on along a walk with text that is not saved: it is kept as a draft, so there is nothing to
// warn of. The next page says so, and leads back to it.

import { leadsOnHere, leavesDrafts } from "./drafts.js";
import * as store from "./store.js";

const LEFT = ["left", "walk"]; // where it is kept

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-onward]") || !leadsOnHere(event)) return;
  if (leavesDrafts()) store.write(...LEFT, { there: location.pathname + location.search });
});

function tell({ there }) {
  const notice = document.getElementById("left");
  notice.querySelector("a").setAttribute("href", there);
  notice.hidden = false;
}

const left = store.read(...LEFT);
if (left) tell(left);
store.remove(...LEFT);
