// Instants as the clocks of the forum show them, whatever the browser's own zone, also over a night in
// which they are put forward or back.
const format = new Intl.DateTimeFormat("en", {
  timeZone: document.getElementById("tt").dataset.zone,
  calendar: "iso8601",
  numberingSystem: "latn",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** The date and the hour on the wall. */
export function wall(at) {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}
export const hours = ({ starts, ends }) => `${wall(starts).time}–${wall(ends).time}`;
