// By pointer: a mouse or a pen drags a block anywhere, and its foot to stretch it. A finger does so by
// the handle at its side, which takes no part in scrolling; anywhere else a finger scrolls.
import { MINUTE, columns, end, inTray, step, top, tray, wrap } from "./board.js";
import { hand } from "./hand.js";
import { drop, hover, lift, restore, stretch } from "./hold.js";

const side = tray.closest(".tray-side");
/** Pixels to go before it is a drag; how much of the foot stretches, by pointer and by finger. */
const [FAR, FOOT, FINGER] = [5, 8, 20];
/** Pixels in a millisecond, near an edge. */
const PULL = 0.5;
let dragged = false;

addEventListener("pointerdown", (event) => {
  const el = event.target.closest?.("#tt .b, #tt-tray .b");
  dragged = false;
  if (hand.press && !hand.held) hand.press = null;
  if (!el || hand.busy || hand.held || event.button !== 0 || event.target.closest(".why")) return;
  const finger = event.pointerType === "touch";
  if (finger && !event.target.closest(".grip")) return;
  const box = el.getBoundingClientRect();
  const foot = finger ? Math.min(FINGER, box.height / 2) : FOOT;
  const { pointerId: id, clientX: x, clientY: y } = event;
  const edge = !inTray(el) && box.bottom - y < foot;
  hand.press = { el, id, edge, finger, from: { x, y }, at: { x, y }, into: inTray(el) ? FOOT : y - box.top };
});

addEventListener("pointermove", (event) => {
  const { press } = hand;
  if (press?.id !== event.pointerId) return;
  // Let go where the page did not hear of it.
  if (event.buttons === 0) return release(false);
  press.at = { x: event.clientX, y: event.clientY };
  if (hand.held || Math.hypot(press.at.x - press.from.x, press.at.y - press.from.y) < FAR) return;
  dragged = true;
  lift(press.el, "pointer", press.finger);
  const [room] = columns;
  press.head = room ? room.querySelector(".tt-col").getBoundingClientRect().top - room.getBoundingClientRect().top : 0;
  press.last = performance.now();
  requestAnimationFrame(tick);
});

/** Once a frame, however often the pointer tells. */
function tick(now) {
  const { press, held } = hand;
  if (!press || held?.by !== "pointer") {
    side.classList.remove("over");
    return;
  }
  follow(Math.max(now - press.last, 0));
  press.last = now;
  requestAnimationFrame(tick);
}

const inside = ({ x, y }, box) => x > box.left && x < box.right && y > box.top && y < box.bottom;
/** Near an edge, but only on the way to it: on a phone every handle is near one. */
const pull = (at, was, from, to) => (at < Math.min(from, was - FOOT) ? -PULL : at > Math.max(to, was + FOOT) ? PULL : 0);

function follow(time) {
  const { held, press } = hand;
  const { x, y } = press.at;
  // All is looked at before anything is moved, so that the page is laid out once.
  const frame = wrap.getBoundingClientRect();
  const room = columns[0]?.getBoundingClientRect();
  const off = inside(press.at, side.getBoundingClientRect());
  const within = inside(press.at, frame);
  const page = pull(y, press.from.y, 24, innerHeight - 24) * time;
  const across = within ? pull(x, press.from.x, frame.left + 56, frame.right - 28) * time : 0;
  const along = within ? pull(y, press.from.y, frame.top + 56, frame.bottom - 28) * time : 0;
  side.classList.toggle("over", off && !held.home.off);
  if (within && room && !off) place(held, press, room, { x, y });
  else [held.to, held.shown] = [{ ...held.home, off: off || held.home.off }, false];
  if (across || along) wrap.scrollBy(across, along);
  if (page) scrollBy(0, page);
}

function place({ home }, press, room, { x, y }) {
  const minutes = (pixels) => ((pixels - room.top - press.head) / (room.height - press.head)) * end;
  // Less than half a step from where it was is where it was, on the grid or not.
  const snap = (to, was) => {
    const [at, old] = [minutes(to), (was - top) / MINUTE];
    return !home.off && Math.abs(at - old) < step / 2 ? was : top + Math.round(at / step) * step * MINUTE;
  };
  if (press.edge) {
    stretch(snap(y, home.ends), home);
    return;
  }
  const at = Math.min(Math.max(Math.floor((x - room.left) / room.width), 0), columns.length - 1);
  const starts = snap(y - press.into, home.starts);
  hover({ ...home, room: columns[at].dataset.room, starts, ends: starts + home.ends - home.starts, off: false });
}

function release(drops) {
  const held = hand.held?.by === "pointer";
  if (held && drops) follow(0);
  hand.press = null;
  side.classList.remove("over");
  if (!held) return;
  if (drops) drop();
  else restore();
}
addEventListener("pointerup", (event) => {
  if (hand.press?.id !== event.pointerId) return;
  hand.press.at = { x: event.clientX, y: event.clientY };
  release(true);
});
addEventListener("pointercancel", (event) => hand.press?.id === event.pointerId && release(false));
addEventListener("dragstart", (event) => event.target.closest?.(".b") && event.preventDefault());
addEventListener("click", (event) => {
  if (dragged && event.target.closest?.(".b")) event.preventDefault();
  dragged = false;
}, true);
