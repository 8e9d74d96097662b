// Reads calendars as a stranger would, with npm's ical.js:
//
//     node check_ics.mjs FILE.ics...
//
// ical.js is looked for from the working directory on. One line for each file, or a refusal.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import assert from "node:assert/strict";

const loaded = createRequire(join(process.cwd(), "here"))("ical.js");
const ICAL = loaded.default ?? loaded;

/** The offset in seconds that the world's zone data gives for an instant. */
function offsetByTheWorld(zone, instant) {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(instant).find((part) => part.type === "timeZoneName").value;
  const [, sign, hours, minutes, seconds] =
    /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? assert.fail(name);
  const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return sign === "-" ? -total : total;
}

function checkTime(property, zones) {
  const time = property.getFirstValue();
  const zone = property.getParameter("tzid");
  if (zone === undefined) {
    assert.equal(time.zone, ICAL.Timezone.utcTimezone, `${property.name} floats`);
    return;
  }
  assert.ok(zones.has(zone), `${property.name} names ${zone}, which the file does not define`);
  time.zone = zones.get(zone);
  const byFile = time.utcOffset();
  assert.equal(byFile, offsetByTheWorld(zone, time.toJSDate()), `${property.name}: offset`);
}

function check(path) {
  const text = readFileSync(path, "utf8");
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.name, "vcalendar");
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  const zones = new Map();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    const timezone = new ICAL.Timezone({ component: zone });
    zones.set(zone.getFirstPropertyValue("tzid"), timezone);
  }
  const events = calendar.getAllSubcomponents("vevent");
  assert.ok(events.length > 0, "no event");
  // ical.js reads a sequence that is no number as none at all.
  assert.equal(text.match(/^SEQUENCE:\d+\r$/gm)?.length, events.length, "sequence");
  const method = calendar.getFirstPropertyValue("method");
  for (const component of events) {
    const event = new ICAL.Event(component);
    assert.ok(event.uid && event.summary, "no uid or summary");
    assert.match(event.organizer, /^mailto:[^@\s]+@[^@\s]+$/);
    assert.equal(event.attendees.length, method === "PUBLISH" ? 0 : 1, "attendees");
    checkTime(component.getFirstProperty("dtstart"), zones);
    checkTime(component.getFirstProperty("dtend"), zones);
    assert.ok(event.startDate.compare(event.endDate) < 0, "ends before it starts");
    for (const name of ["dtstamp", "last-modified"]) {
      assert.equal(component.getFirstPropertyValue(name).zone, ICAL.Timezone.utcTimezone, name);
    }
  }
  const first = new ICAL.Event(events[0]);
  console.log(
    `ok ${basename(path)}: ${method ?? "no method"}, ${events.length} events, ` +
      `${JSON.stringify(first.summary)} at ${first.startDate.toJSDate().toISOString()}`,
  );
}

const files = process.argv.slice(2);
assert.ok(files.length > 0, "name a file");
for (const file of files) {
  try {
    check(file);
  } catch (fault) {
    console.error(`${file}: ${fault.message}`);
    process.exit(1);
  }
}
