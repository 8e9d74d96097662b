// The timetable under the hand: drag, stretch, keyboard, undo. The server writes every block; this moves
// it, sends the change with the version it was made for, and takes over what the server then shows.
const tt = document.getElementById("tt");
const wrap = tt.parentElement;
const tray = document.getElementById("tt-tray");
const side = tray.closest(".tray-side");
const said = document.getElementById("tt-said");
const buttons = { undo: document.getElementById("tt-undo"), redo: document.getElementById("tt-redo") };
const { day, top: topAt, wall, desk, api } = tt.dataset;
const [step, end, top] = [Number(tt.dataset.step), Number(tt.dataset.hours) * 60, Date.parse(topAt)];
const columns = [...tt.querySelectorAll(".tt-room")];
const MINUTE = 60_000;
const UNIT = 5;

const block = (no) => document.getElementById(`s${no}`);
const link = (el) => el.querySelector(":scope > a");
const title = (el) => link(el).textContent;
const columnOf = (room) => columns.findIndex((column) => column.dataset.room === room);
const clock = (at) => new Date(Date.parse(`${wall}Z`) + at - top).toISOString();
const hours = (at) => `${clock(at.starts).slice(11, 16)}–${clock(at.ends).slice(11, 16)}`;
const name = (room) => columns[columnOf(room)]?.querySelector("h2").firstChild.textContent.trim() ?? "–";

let quiet;
/** Says it aloud and shows it for a while; `values` fill its places. */
function say(word, values = {}) {
  clearTimeout(quiet);
  quiet = setTimeout(() => (said.textContent = ""), 12_000);
  said.textContent = Object.entries(values).reduce(
    (words, [place, value]) => words.replace(`{${place}}`, value),
    tt.dataset[`say${word}`],
  );
}

/** Where a block stands, as the server told it. */
function standing(el) {
  const { room, starts, ends, off } = el.dataset;
  return { room, starts: Date.parse(starts), ends: Date.parse(ends), off: off === "yes" };
}
const same = (a, b) => a.off === b.off && (a.off || (a.room === b.room && a.starts === b.starts && a.ends === b.ends));

/** Puts a block where it would stand, by the classes the server uses. */
function put(el, to) {
  const from = Math.floor((to.starts - top) / MINUTE / UNIT) * UNIT;
  const long = Math.max(UNIT, Math.ceil((to.ends - to.starts) / MINUTE / UNIT) * UNIT);
  const kept = [...el.classList].filter((word) => !/^(y|m|fh|fm|l|of)\d+$/.test(word));
  const places = [["y", from], ["fh", long]].flatMap(([word, minutes]) => [
    `${word}${Math.floor(minutes / 60)}`,
    `${word === "y" ? "m" : "fm"}${minutes % 60}`,
  ]);
  el.className = [...kept, ...places].join(" ");
  const column = columns[columnOf(to.room)]?.querySelector(".tt-col");
  if (column && el.parentElement !== column) {
    const had = el.contains(document.activeElement);
    column.append(el);
    if (had) link(el).focus({ preventScroll: true });
  }
  el.querySelector("small").textContent = hours(to);
}

// What is lifted: its block, where it was, where it would be, and a copy of it to go back to.
let held = null;

function lift(el, by) {
  held = { el, by, home: standing(el), to: standing(el), copy: el.cloneNode(true), place: [el.parentElement, el.nextSibling] };
  if (held.home.off) held.to = { ...held.to, off: false };
  el.classList.add("up");
  link(el).setAttribute("aria-pressed", "true");
}

/** Where the lifted block would stand, kept within the hours shown. */
function hover(to) {
  const long = to.ends - to.starts;
  const starts = Math.min(Math.max(to.starts, top), top + end * MINUTE - Math.min(long, end * MINUTE));
  held.to = { ...to, starts, ends: starts + long };
  put(held.el, held.to);
}

/** Puts the lifted block back as it was. */
function restore() {
  const { el, copy, place } = held;
  held = null;
  letGo();
  const had = el.contains(document.activeElement);
  place[0].insertBefore(el, place[1]?.parentElement === place[0] ? place[1] : null);
  replace(el, copy, had);
}

function drop() {
  const { el, home, to } = held;
  if (same(home, to)) {
    restore();
    return;
  }
  held = null;
  el.classList.remove("up");
  link(el).removeAttribute("aria-pressed");
  const entry = { no: Number(el.dataset.no), v: Number(el.dataset.v), before: home, after: to, title: title(el) };
  change(entry, to, home, () => {
    past.push(entry);
    future.length = 0;
    const words = { title: entry.title, time: clock(to.starts).slice(11, 16), room: name(to.room) };
    say(to.off ? "Parked" : "Saved", words);
  });
}

// What was done and what was undone, each with the version it left; kept through a reload.
const kept = JSON.parse(sessionStorage.getItem(desk) ?? "{}");
const past = kept.past ?? [];
const future = kept.future ?? [];
function keep() {
  sessionStorage.setItem(desk, JSON.stringify({ past: past.slice(-50), future }));
  buttons.undo.disabled = past.length === 0;
  buttons.redo.disabled = future.length === 0;
}

function again(from, onto, side, word) {
  const entry = from.at(-1);
  if (!entry || busy || held) return;
  const [to, was] = side === "before" ? [entry.before, entry.after] : [entry.after, entry.before];
  change(entry, to, was, () => {
    onto.push(from.pop());
    say(word, { title: entry.title });
  });
}
const undo = () => again(past, future, "before", "Undone");
const redo = () => again(future, past, "after", "Redone");

let busy = false;
/** Sends a change for the version it was made for; whoever came first is shown beside it. */
async function change(entry, to, was, done) {
  busy = true;
  block(entry.no)?.classList.add("busy");
  const body = to.off
    ? { scheduled: false }
    : {
        scheduled: true,
        room: to.room || null,
        starts_at: new Date(to.starts).toISOString(),
        ends_at: new Date(to.ends).toISOString(),
      };
  try {
    const answer = await fetch(`${api}/${entry.no}`, {
      method: "PATCH",
      headers: { "content-type": "application/json", "if-match": `"v${entry.v}"` },
      body: JSON.stringify(body),
    });
    if (answer.status === 412) {
      merge(entry, to, was);
      return;
    }
    if (answer.ok) {
      const version = Number(/v(\d+)/.exec(answer.headers.get("etag"))[1]);
      const before = entry.v;
      entry.v = version;
      for (const other of [...past, ...future]) {
        if (other.no === entry.no && other.v === before) other.v = version;
      }
      done();
      keep();
      await refresh(entry.no);
      if (block(entry.no)?.matches(".bad, .warn")) said.textContent += ` ${tt.dataset.sayClash}`;
    } else {
      const problem = await answer.json().catch(() => ({}));
      await refresh(entry.no, true);
      say("Failed");
      said.textContent += ` ${problem.detail ?? problem.title ?? ""}`;
    }
  } catch {
    await refresh(entry.no, true).catch(() => {});
    say("Away");
  } finally {
    busy = false;
    block(entry.no)?.classList.remove("busy");
  }
}

/** Two hands on one session: the page that shows both takes over, as it does for the plain form. */
function merge(entry, to, was) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${desk}/${entry.no}/move`;
  const fields = (at) => ({
    starts_day: clock(at.starts).slice(0, 10),
    starts_time: clock(at.starts).slice(11, 16),
    minutes: Math.round((at.ends - at.starts) / MINUTE),
    room: at.room,
    stand: at.off ? "off" : "on",
  });
  const before = Object.entries(fields(was)).map(([field, value]) => [`was_${field}`, value]);
  for (const [field, value] of [["version", entry.v], ...before, ...Object.entries(fields(to))]) {
    const input = document.createElement("input");
    [input.type, input.name, input.value] = ["hidden", field, value];
    form.append(input);
  }
  past.splice(0, past.length, ...past.filter((other) => other.no !== entry.no));
  future.splice(0, future.length, ...future.filter((other) => other.no !== entry.no));
  keep();
  document.body.append(form);
  form.submit();
}

// What the server showed last, by number: only what differs is drawn anew.
const shown = new Map();
let tag = "";

async function refresh(own, whole = false) {
  const query = new URLSearchParams({ day, top: topAt, hours: tt.dataset.hours });
  const answer = await fetch(`${desk}/live?${query}`, { headers: tag && !whole ? { "if-none-match": tag } : {} });
  if (answer.status === 304) return;
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const live = await answer.json();
  if (Date.parse(live.top) !== top || live.hours * 60 !== end) {
    // The day has grown: its hours are drawn anew. What can be undone is kept.
    location.reload();
    return;
  }
  const first = tag === "";
  tag = answer.headers.get("etag");
  const others = [];
  const stands = new Set();
  for (const [list, parts] of [[null, live.blocks], [tray, live.tray]]) {
    for (const [no, part] of Object.entries(parts)) {
      stands.add(no);
      if (held?.el.dataset.no === no) continue;
      const known = block(no);
      const newer = Number(known?.dataset.v ?? 0) !== part.v;
      if (newer && Number(no) !== own) others.push(no);
      const parent = list ?? columns[columnOf(part.room)]?.querySelector(".tt-col");
      if (!parent) {
        location.reload();
        return;
      }
      const is = known?.parentElement === parent;
      const differs = shown.get(no) !== part.html && !(first && !newer);
      shown.set(no, part.html);
      if (is && !differs && !(whole && Number(no) === own)) continue;
      const el = known ?? document.createElement("li");
      const had = el.contains(document.activeElement);
      if (!is) parent.append(el);
      const fresh = replace(el, drawn(part.html), had);
      fresh.classList.toggle("fresh", newer && Number(no) !== own);
    }
  }
  for (const el of document.querySelectorAll("#tt .b, #tt-tray .b")) {
    if (!stands.has(el.dataset.no) && held?.el !== el) {
      others.push(el.dataset.no);
      shown.delete(el.dataset.no);
      el.remove();
    }
  }
  document.getElementById("tt-sums").innerHTML = live.sums;
  document.getElementById("tt-tray-none").hidden = tray.childElementCount > 0;
  if (others.length === 1 && block(others[0])) say("Other", { title: title(block(others[0])) });
  else if (others.length > 0) say("Others", { count: others.length });
}

function drawn(markup) {
  const box = document.createElement("template");
  box.innerHTML = markup;
  return box.content.firstElementChild;
}

function replace(el, fresh, focus) {
  el.replaceWith(fresh);
  dress(fresh);
  if (focus) {
    rove(fresh);
    link(fresh).focus({ preventScroll: true });
  }
  return fresh;
}

/** What a block is under the hand: a button to pick up; its track's own colour. */
function dress(el) {
  const { colour } = el.dataset;
  if (colour) el.style.setProperty("--track", colour);
  const a = link(el);
  a.draggable = false;
  a.setAttribute("role", "button");
  if (!el.closest("#tt-tray")) a.tabIndex = -1;
}

let tabbed = null;
/** One block of the timetable takes the tab; arrow keys go on from it. */
function rove(el) {
  if (el.closest("#tt-tray")) return;
  if (tabbed?.isConnected) link(tabbed).tabIndex = -1;
  tabbed = el;
  link(el).tabIndex = 0;
}

const inColumn = (column) => [...column.querySelectorAll(".b")].sort((a, b) => a.dataset.from - b.dataset.from);
function next(el, key) {
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

function shift(key, long) {
  const { to } = held;
  const by = step * MINUTE * (key === "ArrowUp" ? -1 : 1);
  if (key === "ArrowLeft" || key === "ArrowRight") {
    if (long) return;
    const at = columnOf(to.room) + (key === "ArrowLeft" ? -1 : 1);
    if (columns[at]) hover({ ...to, room: columns[at].dataset.room });
  } else if (long) {
    hover({ ...to, ends: Math.max(to.ends + by, to.starts + UNIT * MINUTE) });
  } else {
    hover({ ...to, starts: to.starts + by, ends: to.ends + by });
  }
  held.el.scrollIntoView({ block: "nearest", inline: "nearest" });
  say("At", { time: hours(held.to), room: name(held.to.room) });
}

addEventListener("keydown", (event) => {
  const el = event.target.closest?.(".b");
  const on = el && event.target === link(el);
  const { key } = event;
  if (key === "Escape" && held) {
    restore();
    say("Back");
  } else if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z" && !event.target.matches("input")) {
    if (event.shiftKey) redo();
    else undo();
  } else if (!on || busy || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  } else if (key === "Enter" && !held) {
    lift(el, "keys");
    // What was off the timetable begins at its top, in the first room.
    if (held.home.off) {
      const long = held.home.ends - held.home.starts;
      hover({ room: columns[0]?.dataset.room, starts: top, ends: top + long, off: false });
    }
    say("Picked");
  } else if (key === "Enter") {
    drop();
  } else if (key === "Delete" && held) {
    held.to = { ...held.home, off: true };
    drop();
  } else if (key === "F2") {
    location.assign(link(el).href);
  } else if (key.startsWith("Arrow") && held) {
    shift(key, event.shiftKey);
  } else if (key.startsWith("Arrow") && !el.closest("#tt-tray")) {
    const to = next(el, key);
    if (!to) return;
    rove(to);
    link(to).focus();
  } else {
    return;
  }
  event.preventDefault();
});
document.addEventListener("focusout", () => {
  // Who leaves a lifted block puts it back; moving it from room to room is no leaving.
  setTimeout(() => {
    if (held?.by === "keys" && !held.el.contains(document.activeElement)) {
      restore();
      say("Back");
    }
  });
});
document.addEventListener("focusin", (event) => {
  const el = event.target.closest?.("#tt .b");
  if (el) rove(el);
});

// By pointer. A finger scrolls; it has the form.
let press = null;
let dragged = false;
addEventListener("pointerdown", (event) => {
  const el = event.target.closest?.("#tt .b, #tt-tray .b");
  dragged = false;
  if (!el || busy || held || event.button !== 0 || event.pointerType === "touch" || event.target.closest(".why")) return;
  const box = el.getBoundingClientRect();
  const edge = !el.closest("#tt-tray") && box.bottom - event.clientY < 8;
  press = { el, edge, x: event.clientX, y: event.clientY, into: el.closest("#tt-tray") ? 8 : event.clientY - box.top };
});
addEventListener("pointermove", (event) => {
  if (!press) return;
  press.at = event;
  if (!held) {
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < 5) return;
    lift(press.el, "pointer");
    dragged = true;
    press.scroll = setInterval(follow, 40);
  }
  follow();
});

function follow() {
  if (!held || !press?.at) return;
  const { clientX: x, clientY: y } = press.at;
  const frame = wrap.getBoundingClientRect();
  const inside = x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
  if (inside) {
    const pull = (at, from, to) => (at < from + 56 ? -12 : at > to - 28 ? 12 : 0);
    wrap.scrollBy(pull(x, frame.left, frame.right), pull(y, frame.top, frame.bottom));
  }
  const over = side.getBoundingClientRect();
  const off = x > over.left && x < over.right && y > over.top && y < over.bottom;
  side.classList.toggle("over", off && !held.home.off);
  const box = columns[0]?.querySelector(".tt-col").getBoundingClientRect();
  if (off || !inside || !box) {
    held.to = off ? { ...held.home, off: true } : held.home;
    return;
  }
  const minute = box.height / end;
  const snap = (pixels) => top + Math.round(pixels / minute / step) * step * MINUTE;
  if (press.edge) {
    hover({ ...held.to, ends: Math.max(snap(y - box.top), held.home.starts + UNIT * MINUTE) });
    return;
  }
  const at = Math.min(Math.max(Math.floor((x - box.left) / box.width), 0), columns.length - 1);
  const starts = snap(y - box.top - press.into);
  const long = held.home.ends - held.home.starts;
  hover({ room: columns[at].dataset.room, starts, ends: starts + long, off: false });
}

function letGo() {
  clearInterval(press?.scroll);
  press = null;
  side.classList.remove("over");
}
function release(drops) {
  letGo();
  if (held?.by !== "pointer") return;
  if (drops) drop();
  else restore();
}
addEventListener("pointerup", () => release(true));
addEventListener("pointercancel", () => release(false));
addEventListener("dragstart", (event) => event.target.closest?.(".b") && event.preventDefault());
addEventListener("click", (event) => {
  if (dragged && event.target.closest?.(".b")) event.preventDefault();
  dragged = false;
}, true);

document.getElementById("q").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const el of tray.children) el.hidden = !el.textContent.toLowerCase().includes(wanted);
});
buttons.undo.addEventListener("click", undo);
buttons.redo.addEventListener("click", redo);

const keepUp = () => {
  if (document.visibilityState === "visible" && !busy && !held) refresh().catch(() => say("Away"));
};
setInterval(keepUp, 10_000);
document.addEventListener("visibilitychange", keepUp);

for (const el of document.querySelectorAll("#tt .b, #tt-tray .b")) dress(el);
for (const a of tt.querySelectorAll(".put a")) a.tabIndex = -1;
const start = document.querySelector("#tt .b");
if (start) rove(start);
document.getElementById("tt-tools").hidden = false;
document.getElementById("tt-how").hidden = false;
wrap.setAttribute("aria-describedby", "tt-how");
document.body.classList.add("live");
keep();
keepUp();
