// Blocks under the hand: buttons to pick up, one of which takes the tab; arrow keys go on from it.
import { columns, inTray, link } from "./board.js";

// Where fingers may come, a block has a handle: a finger anywhere else scrolls, as it does on any page.
const fingers = matchMedia("(any-pointer: coarse)").matches;

/** What a block is under the hand; its track's own colour. */
export function dress(el) {
  const { colour } = el.dataset;
  if (colour) el.style.setProperty("--track", colour);
  const a = link(el);
  a.draggable = false;
  a.setAttribute("role", "button");
  if (!inTray(el)) a.tabIndex = -1;
  if (fingers && !el.querySelector(".grip")) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.setAttribute("aria-hidden", "true");
    el.append(grip);
  }
}

/** Draws a block anew, or as it was. */
export function replace(el, fresh, focus) {
  el.replaceWith(fresh);
  dress(fresh);
  if (focus) {
    rove(fresh);
    link(fresh).focus({ preventScroll: true });
  }
  return fresh;
}

let tabbed = null;
export function rove(el) {
  if (inTray(el)) return;
  if (tabbed?.isConnected) link(tabbed).tabIndex = -1;
  tabbed = el;
  link(el).tabIndex = 0;
}

const inColumn = (column) => [...column.querySelectorAll(".b")].sort((a, b) => a.dataset.from - b.dataset.from);

/** The block that an arrow key leads to. */
export function next(el, key) {
  const at = columns.indexOf(el.closest(".tt-room"));
  if (at < 0) return null;
  const here = inColumn(columns[at]);
  if (key === "ArrowUp" || key === "ArrowDown") return here[here.indexOf(el) + (key === "ArrowUp" ? -1 : 1)];
  const way = key === "ArrowLeft" ? -1 : 1;
  for (let to = at + way; columns[to]; to += way) {
    const far = (other) => Math.abs(other.dataset.from - el.dataset.from);
    const near = inColumn(columns[to]).sort((a, b) => far(a) - far(b))[0];
    if (near) return near;
  }
  return null;
}
