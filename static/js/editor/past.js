// What was done and what was undone, each with the version it left; kept through a reload.
import { desk } from "./board.js";

const kept = JSON.parse(sessionStorage.getItem(desk) ?? "{}");
export const past = kept.past ?? [];
export const future = kept.future ?? [];
export const buttons = { undo: document.getElementById("tt-undo"), redo: document.getElementById("tt-redo") };

export function keep() {
  sessionStorage.setItem(desk, JSON.stringify({ past: past.slice(-50), future }));
  buttons.undo.disabled = past.length === 0;
  buttons.redo.disabled = future.length === 0;
}

/** A session has a new version: what was done to the one before can still be undone. */
export function renew(entry, version) {
  const before = entry.v;
  entry.v = version;
  for (const other of [...past, ...future]) {
    if (other.no === entry.no && other.v === before) other.v = version;
  }
}

/** What someone else has changed meanwhile is not undone from here. */
export function forget(no) {
  for (const list of [past, future]) list.splice(0, list.length, ...list.filter((entry) => entry.no !== no));
  keep();
}
