// By keyboard: picked up, moved, put down; from block to block; undone.
import { MINUTE, columnOf, columns, inTray, link, roomName, step, top } from "./board.js";
import { hand } from "./hand.js";
import { drop, hover, lift, restore, stretch } from "./hold.js";
import { next, rove } from "./rove.js";
import { redo, undo } from "./save.js";
import { say } from "./say.js";
import { hours } from "./time.js";

function pick(el) {
  lift(el, "keys");
  const { home } = hand.held;
  // What was off the timetable begins at its top, in the first room.
  if (home.off) hover({ ...hand.held.to, room: columns[0]?.dataset.room, starts: top, ends: top + home.ends - home.starts });
  say("Picked");
}

function shift(key, long) {
  const { to } = hand.held;
  const by = step * MINUTE * (key === "ArrowUp" ? -1 : 1);
  if (key === "ArrowLeft" || key === "ArrowRight") {
    if (long) return;
    const at = columnOf(to.room) + (key === "ArrowLeft" ? -1 : 1);
    if (columns[at]) hover({ ...to, room: columns[at].dataset.room });
  } else if (long) {
    stretch(to.ends + by);
  } else {
    hover({ ...to, starts: to.starts + by, ends: to.ends + by });
  }
  hand.held.el.scrollIntoView({ block: "nearest", inline: "nearest" });
  say("At", { time: hours(hand.held.to), room: roomName(hand.held.to.room) });
}

function back() {
  restore();
  say("Back");
}

/** What a key does on a block; false when it is not one of ours. */
function onBlock(el, { key, shiftKey }) {
  // A button takes both.
  if (key === "Enter" || key === " ") {
    if (hand.held) drop();
    else pick(el);
  } else if (key === "Delete" && hand.held) {
    hand.held.to = { ...hand.held.home, off: true };
    drop();
  } else if (key === "F2") {
    location.assign(link(el).href);
  } else if (key.startsWith("Arrow") && hand.held) {
    shift(key, shiftKey);
  } else if (key.startsWith("Arrow") && !inTray(el)) {
    const to = next(el, key);
    if (!to) return false;
    rove(to);
    link(to).focus();
  } else {
    return false;
  }
  return true;
}

addEventListener("keydown", (event) => {
  const el = event.target.closest?.(".b");
  const { key, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (key === "Escape" && hand.held) {
    back();
  } else if (control && key.toLowerCase() === "z" && !event.target.matches("input")) {
    if (event.shiftKey) redo();
    else undo();
  } else if (!el || event.target !== link(el) || hand.busy || altKey || control || !onBlock(el, event)) {
    return;
  }
  event.preventDefault();
});
document.addEventListener("focusout", () => {
  // Who leaves a lifted block puts it back; moving it from room to room is no leaving.
  setTimeout(() => {
    if (hand.held?.by === "keys" && !hand.held.el.contains(document.activeElement)) back();
  });
});
document.addEventListener("focusin", (event) => {
  const el = event.target.closest?.("#tt .b");
  if (el) rove(el);
});
