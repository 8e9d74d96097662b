// The timetable under the hand: drag, stretch, keyboard, undo. The server writes every block; this moves
// it, sends the change with the version it was made for, and takes over what the server then shows.
import "./keys.js";
import "./pointer.js";
import { blocks, inTray, wrap } from "./board.js";
import { begin } from "./live.js";
import { buttons, keep } from "./past.js";
import { rove } from "./rove.js";
import { redo, undo } from "./save.js";
import { filter } from "./tray.js";

buttons.undo.addEventListener("click", undo);
buttons.redo.addEventListener("click", redo);
filter();
keep();
begin();
const first = [...blocks()].find((el) => !inTray(el));
if (first) rove(first);
document.getElementById("tt-tools").hidden = false;
document.getElementById("tt-how").hidden = false;
wrap.setAttribute("aria-describedby", "tt-how");
document.body.classList.add("live");
