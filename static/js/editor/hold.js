// A block that is lifted: where it was, where it would be, and how it is put down.
import { MINUTE, UNIT, bottom, link, moved, put, roomName, same, standing, title, top } from "./board.js";
import { hand } from "./hand.js";
import { future, past } from "./past.js";
import { replace } from "./rove.js";
import { change } from "./save.js";
import { say } from "./say.js";
import { wall } from "./time.js";

/** Lifts a block; `finger` leaves it where it is and moves its likeness, for a browser lets go of a touch
    whose block goes from list to list. */
export function lift(el, by, finger = false) {
  const home = standing(el);
  const place = [el.parentElement, el.nextSibling];
  hand.held = { el, by, home, to: { ...home, off: false }, copy: el.cloneNode(true), place, moves: el };
  if (finger) {
    const likeness = el.cloneNode(true);
    likeness.removeAttribute("id");
    likeness.setAttribute("aria-hidden", "true");
    likeness.classList.add("up");
    hand.held.moves = likeness;
  }
  el.classList.add(finger ? "left" : "up");
  link(el).setAttribute("aria-pressed", "true");
}

/** Shows the lifted block elsewhere. Another hour is one of those shown; its own it keeps in any case. */
export function hover(to) {
  const { held } = hand;
  let { starts, ends } = to;
  if (held.home.off || starts !== held.home.starts) {
    const long = ends - starts;
    starts = Math.min(Math.max(starts, top), bottom - UNIT * MINUTE);
    ends = starts + long;
  }
  show({ ...to, starts, ends });
}

/** Shows it with another end: at least one unit long, and at most to the foot of the hours shown. */
export function stretch(ends, to = hand.held.to) {
  const most = Math.max(bottom, hand.held.home.ends);
  show({ ...to, ends: Math.min(Math.max(ends, to.starts + UNIT * MINUTE), most) });
}

function show(to) {
  const { held } = hand;
  if (held.shown && same(held.to, to)) return;
  [held.to, held.shown] = [to, true];
  put(held.moves, to);
}

/** Puts the lifted block back as it was. */
export function restore() {
  const { held } = hand;
  [hand.held, hand.press] = [null, null];
  putBack(held);
}

function putBack({ el, moves, copy, place: [parent, after] }) {
  if (moves !== el) moves.remove();
  const had = el.contains(document.activeElement);
  parent.insertBefore(el, after?.parentElement === parent ? after : null);
  replace(el, copy, had);
}

export function drop() {
  const { held } = hand;
  const { el, home } = held;
  if (same(home, held.to)) {
    restore();
    return;
  }
  [hand.held, hand.press] = [null, null];
  if (held.moves !== el) {
    held.moves.remove();
    if (!held.to.off) put(el, held.to);
  }
  el.classList.remove("up", "left");
  link(el).removeAttribute("aria-pressed");
  const leaves = !held.to.off && moved(home, held.to);
  const to = { ...held.to, accepted: leaves ? undefined : home.accepted };
  const entry = { no: Number(el.dataset.no), v: Number(el.dataset.v), before: home, after: to, title: title(el) };
  const done = () => {
    past.push(entry);
    future.length = 0;
    say(to.off ? "Parked" : "Saved", { title: entry.title, time: wall(to.starts).time, room: roomName(to.room) });
  };
  change(entry, to, home, done, () => putBack(held));
}
