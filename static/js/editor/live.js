// What others do meanwhile: every few seconds, and after every change of one's own, what the server shows
// now is drawn where it differs.
import { block, blocks, columns, day, desk, end, list, title, top, topAt, tray, tt } from "./board.js";
import { hand } from "./hand.js";
import { dress, replace } from "./rove.js";
import { say } from "./say.js";
import { filter } from "./tray.js";

const sums = document.getElementById("tt-sums");
// What the server showed last, by number: only what differs is drawn anew.
const shown = new Map();
let tag = "";
let round = 0;

/** Whatever is still on its way here is older than what happens now. */
export const overtake = () => (round += 1);
/** A block was moved here: however the server shows it, it is drawn anew. */
export const unknown = (no) => shown.delete(String(no));

export class SignedOut extends Error {}

/** Draws what differs; `own` is what was just changed here, `whole` draws it in any case. */
export async function refresh(own, whole = false) {
  const mine = overtake();
  const query = new URLSearchParams({ day, top: topAt, hours: tt.dataset.hours });
  const headers = tag && !whole ? { "if-none-match": tag } : {};
  const answer = await fetch(`${desk}/live?${query}`, { headers, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
  if (answer.status === 304) return;
  if (!answer.ok) throw new Error(answer.status);
  const live = await answer.json();
  if (mine !== round) return;
  if (Date.parse(live.top) !== top || live.hours * 60 !== end) {
    // The day has grown: its hours are drawn anew. What can be undone is kept.
    location.reload();
    return;
  }
  const first = tag === "";
  tag = answer.headers.get("etag");
  const others = draw(live, { own, whole, first });
  if (sums.dataset.sums !== live.sums) {
    // Written only when it differs, so that a link in it keeps the focus.
    if (!first || sums.innerHTML.trim() !== drawn(`<p>${live.sums}</p>`).innerHTML.trim()) sums.innerHTML = live.sums;
    sums.dataset.sums = live.sums;
  }
  filter();
  if (others.length === 1 && block(others[0])) say("Other", { title: title(block(others[0])) });
  else if (others.length > 0) say("Others", { count: others.length });
}

/** Draws what differs; the numbers of what someone else changed. */
function draw(live, how) {
  const others = [];
  for (const [parent, parts] of [[null, live.blocks], [tray, live.tray]]) {
    for (const [no, part] of Object.entries(parts)) {
      if (hand.held?.el.dataset.no === no) continue;
      const into = parent ?? list(part.room);
      if (!into) {
        location.reload();
        return [];
      }
      if (drawOne(no, part, into, how)) others.push(no);
    }
  }
  for (const el of blocks()) {
    const { no } = el.dataset;
    if (no in live.blocks || no in live.tray || hand.held?.el === el) continue;
    others.push(no);
    shown.delete(no);
    el.remove();
  }
  return others;
}

/** One block; true when someone else changed it. */
function drawOne(no, part, into, { own, whole, first }) {
  const known = block(no);
  const mine = Number(no) === own;
  // What the page left out, because it was not looked for, is no news when it first comes.
  const newer = known ? Number(known.dataset.v) !== part.v : !first;
  const differs = shown.get(no) !== part.html && !(first && known && !newer);
  shown.set(no, part.html);
  if (known?.parentElement === into && !differs && !(whole && mine)) return false;
  const el = known ?? document.createElement("li");
  const had = el.contains(document.activeElement);
  if (el.parentElement !== into) into.append(el);
  replace(el, drawn(part.html), had).classList.toggle("fresh", newer && !mine);
  return newer && !mine;
}

function drawn(markup) {
  const box = document.createElement("template");
  box.innerHTML = markup;
  return box.content.firstElementChild;
}

function keepUp() {
  if (document.visibilityState !== "visible" || hand.busy || hand.held) return;
  refresh().catch((error) => say(error instanceof SignedOut ? "SignedOut" : "Away"));
}

/** From now on. */
export function begin() {
  for (const el of blocks()) dress(el);
  for (const a of columns.flatMap((column) => [...column.querySelectorAll(".put a")])) a.tabIndex = -1;
  setInterval(keepUp, 10_000);
  document.addEventListener("visibilitychange", keepUp);
  keepUp();
}
