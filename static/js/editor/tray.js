// What is off the timetable, as far as it is looked for: as one types, and whatever comes and goes.
import { tray } from "./board.js";

const q = document.getElementById("q");

export function filter() {
  const wanted = q.value.trim().toLowerCase();
  for (const el of tray.children) el.hidden = !el.textContent.toLowerCase().includes(wanted);
  document.getElementById("tt-tray-none").hidden = tray.childElementCount > 0;
}
q.addEventListener("input", filter);
q.form.addEventListener("submit", (event) => {
  event.preventDefault();
  filter();
});
