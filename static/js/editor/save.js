// Every change goes to the server with the version it was made for; whoever came first is shown beside it.
import { MINUTE, api, block, desk, moved, settle } from "./board.js";
import { hand } from "./hand.js";
import { overtake, refresh, unknown } from "./live.js";
import { forget, future, keep, past, renew } from "./past.js";
import { addWords, also, say } from "./say.js";
import { wall } from "./time.js";

/** Saves a change. `done` is what is said and noted when it is; `back` puts the block back when it is not. */
export async function change(entry, to, was, done, back = () => {}) {
  hand.busy = true;
  overtake();
  block(entry.no)?.classList.add("busy");
  try {
    await save(entry, to, was, done, back);
  } finally {
    hand.busy = false;
    block(entry.no)?.classList.remove("busy");
  }
}

async function save(entry, to, was, done, back) {
  const answer = await send("PATCH", entry, "", placed(to)).catch(() => null);
  if (answer?.status === 412) {
    merge(entry, to, was);
  } else if (answer?.ok) {
    await saved(entry, to, was, answer, done);
  } else {
    back();
    if (!answer) return say("Away");
    if (answer.status === 401) return say("SignedOut");
    const problem = await answer.json().catch(() => ({}));
    await refresh(entry.no, true).catch(() => {});
    say("Failed");
    addWords(problem.detail ?? problem.title);
  }
}

async function saved(entry, to, was, answer, done) {
  renew(entry, version(answer));
  // Whoever accepted an overlap did so where it stood.
  const elsewhere = !to.off && moved(was, to);
  let dropped = elsewhere && was.accepted !== undefined;
  if (elsewhere && to.accepted) {
    const again = await send("PUT", entry, "/overlap", { reason: to.accepted }).catch(() => null);
    if (again?.ok) renew(entry, version(again));
    dropped ||= !again?.ok;
  }
  const el = block(entry.no);
  if (el) settle(el, to, entry.v);
  unknown(entry.no);
  done();
  keep();
  if (dropped) also("Dropped");
  // It is saved, whether or not the rest of the page can be had now; the next look brings it.
  await refresh(entry.no).catch(() => {});
  if (block(entry.no)?.matches(".bad, .warn")) also("Clash");
}

const version = (answer) => Number(/v(\d+)/.exec(answer.headers.get("etag"))[1]);
const send = (method, entry, path, body) =>
  fetch(`${api}/${entry.no}${path}`, {
    method,
    headers: { "content-type": "application/json", "if-match": `"v${entry.v}"` },
    body: JSON.stringify(body),
  });
function placed({ off, room, starts, ends }) {
  if (off) return { scheduled: false };
  const at = { starts_at: new Date(starts).toISOString(), ends_at: new Date(ends).toISOString() };
  return { scheduled: true, room: room || null, ...at };
}

/** Two hands on one session: the page that shows both takes over, as it does for the plain form. */
function merge(entry, to, was) {
  const fields = (at) => ({
    starts_day: wall(at.starts).day,
    starts_time: wall(at.starts).time,
    minutes: Math.round((at.ends - at.starts) / MINUTE),
    room: at.room,
    stand: at.off ? "off" : "on",
  });
  const before = Object.entries(fields(was)).map(([field, value]) => [`was_${field}`, value]);
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${desk}/${entry.no}/move`;
  for (const [field, value] of [["version", entry.v], ...before, ...Object.entries(fields(to))]) {
    const input = document.createElement("input");
    [input.type, input.name, input.value] = ["hidden", field, value];
    form.append(input);
  }
  forget(entry.no);
  document.body.append(form);
  form.submit();
}

function again(from, onto, side, word) {
  const entry = from.at(-1);
  if (!entry || hand.busy || hand.held) return;
  const [to, was] = side === "before" ? [entry.before, entry.after] : [entry.after, entry.before];
  change(entry, to, was, () => {
    onto.push(from.pop());
    say(word, { title: entry.title });
  });
}
export const undo = () => again(past, future, "before", "Undone");
export const redo = () => again(future, past, "after", "Redone");
