// The page under the hand: its rooms, its hours, its blocks, and where a block stands.
import { hours } from "./time.js";

export const tt = document.getElementById("tt");
export const wrap = tt.parentElement;
export const tray = document.getElementById("tt-tray");
export const { day, top: topAt, desk, api } = tt.dataset;
export const MINUTE = 60_000;
/** What places are counted in, in minutes. */
export const UNIT = 5;
export const step = Number(tt.dataset.step);
/** The hours shown: how many minutes, from when to when. */
export const end = Number(tt.dataset.hours) * 60;
export const top = Date.parse(topAt);
export const bottom = top + end * MINUTE;

export const columns = [...tt.querySelectorAll(".tt-room")];
export const columnOf = (room) => columns.findIndex((column) => column.dataset.room === room);
/** What holds the blocks of a room; nothing for a room that has no column. */
export const list = (room) => columns[columnOf(room)]?.querySelector(".tt-col");
export const roomName = (room) => columns[columnOf(room)]?.querySelector("h2").firstChild.textContent.trim() ?? "–";

export const blocks = () => document.querySelectorAll("#tt .b, #tt-tray .b");
export const block = (no) => document.getElementById(`s${no}`);
export const link = (el) => el.querySelector(":scope > a");
export const title = (el) => link(el).textContent;
export const inTray = (el) => el.closest("#tt-tray") !== null;

/** Where a block stands, as the server told it, and why it may overlap others there. */
export function standing(el) {
  const { room, starts, ends, off, accepted } = el.dataset;
  return { room, starts: Date.parse(starts), ends: Date.parse(ends), off: off === "yes", accepted };
}
export const moved = (a, b) => a.room !== b.room || a.starts !== b.starts || a.ends !== b.ends;
export const same = (a, b) => a.off === b.off && (a.off || !moved(a, b));

/** Notes on a block what the server has just taken. */
export function settle(el, { room, starts, ends, off }, version) {
  Object.assign(el.dataset, { v: version, room, starts: new Date(starts).toISOString(), ends: new Date(ends).toISOString() });
  if (off) el.dataset.off = "yes";
  else delete el.dataset.off;
}

/** Puts a block where it would stand, by the classes the server uses, within the hours shown. */
export function put(el, to) {
  const within = (minutes, least, most) => Math.min(Math.max(minutes, least), most);
  const minutes = (at) => (at - top) / MINUTE / UNIT;
  const from = within(Math.floor(minutes(to.starts)) * UNIT, 0, end - UNIT);
  const long = within(Math.ceil(minutes(to.ends)) * UNIT, from + UNIT, end) - from;
  const kept = [...el.classList].filter((word) => !/^(y|m|fh|fm|l|of)\d+$/.test(word));
  const places = [["y", "m", from], ["fh", "fm", long]].flatMap(([hour, minute, at]) => [
    `${hour}${Math.floor(at / 60)}`,
    `${minute}${at % 60}`,
  ]);
  el.className = [...kept, ...places].join(" ");
  const column = list(to.room);
  if (column && el.parentElement !== column) {
    const had = el.contains(document.activeElement);
    column.append(el);
    if (had) link(el).focus({ preventScroll: true });
  }
  el.querySelector("small").textContent = hours(to);
}
