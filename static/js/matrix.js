// The matrix as a grid for the keyboard: one stop for Tab, and arrow keys from cell to cell. Without
// this it is a table whose links are stops, each of them.

const PAGE = 10; // rows that Page Up and Page Down pass

const table = document.getElementById("matrix");

/** What takes the focus in a cell: its links, else the cell itself. */
function stopsIn(cell) {
  const links = cell.querySelectorAll("a");
  return links.length ? [...links] : [cell];
}

function stopsAlong(row) {
  return [...row.cells].flatMap(stopsIn);
}

/** Where a key leads from a stop; nothing where it leads nowhere, or is not one of ours. */
function next(stop, key, far) {
  const cell = stop.closest("th, td");
  const row = cell.parentElement;
  const along = stopsAlong(row);
  const rows = [...table.rows];
  const down = (count) => {
    const last = rows.length - 1;
    const there = rows[Math.min(Math.max(row.rowIndex + count, 0), last)];
    return stopsIn(there.cells[cell.cellIndex])[0];
  };
  const ways = {
    ArrowRight: () => along[along.indexOf(stop) + 1],
    ArrowLeft: () => along[along.indexOf(stop) - 1],
    ArrowDown: () => down(1),
    ArrowUp: () => down(-1),
    PageDown: () => down(PAGE),
    PageUp: () => down(-PAGE),
    Home: () => stopsAlong(far ? rows[0] : row)[0],
    End: () => stopsAlong(far ? rows.at(-1) : row).at(-1),
  };
  return Object.hasOwn(ways, key) ? ways[key]() : undefined;
}

/** One stop for Tab: the one that had the focus last. */
function rove(from, to) {
  if (from) from.tabIndex = -1;
  to.tabIndex = 0;
  return to;
}

function become(grid) {
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-readonly", "true");
  grid.setAttribute("aria-describedby", "grid-help");
  document.getElementById("grid-help").hidden = false;
  grid.parentElement.removeAttribute("tabindex"); // its cells scroll it
  for (const cell of grid.querySelectorAll("td")) cell.setAttribute("role", "gridcell");
  for (const row of grid.rows) for (const stop of stopsAlong(row)) stop.tabIndex = -1;
  // The browser may have gone to what the address names: there one goes on.
  const named = grid.contains(document.activeElement) && document.activeElement;
  let current = rove(null, named || stopsAlong(grid.tBodies[0].rows[0])[0]);

  grid.addEventListener("focusin", (event) => {
    if (event.target.matches("a, th, td")) current = rove(current, event.target);
  });
  grid.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    if (event.ctrlKey && !["Home", "End"].includes(event.key)) return;
    const there = next(event.target, event.key, event.ctrlKey);
    if (!there) return;
    event.preventDefault();
    there.focus();
  });
}

if (table) become(table);

// What is not chosen does not stand in the address.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("form.filters")) return;
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});
