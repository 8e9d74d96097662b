// An organizer at the timetable: by pointer, by keyboard, back and forth, and with a second hand on the
// same session; then without scripts.
import { chromium } from "playwright-core";
import { base, deskState, launch, listen, patience, Tally } from "./lib.mjs";

const tally = new Tally();
const browser = await chromium.launch(launch);
const storageState = await deskState(browser);
const settings = { storageState, viewport: { width: 1440, height: 900 }, locale: "en", extraHTTPHeaders: { "accept-language": "en" } };
const context = await browser.newContext(settings);
context.setDefaultTimeout(patience);
const tab = await context.newPage();
const heard = listen(tab);
const path = "/desk/seoul-2024/agenda?day=2024-07-11&step=15";

async function step(what, act) {
  try {
    await act();
    // A refused change is told on the console, too; here it is wanted.
    tally.check(what, heard.take().filter((fault) => !/status of 412/.test(fault)));
  } catch (error) {
    tally.check(what, [error.message.split("\n")[0], `at ${tab.url()}`]);
    await browser.close();
    tally.end("editor");
    process.exit();
  }
}
const is = (found, wanted) => {
  if (found !== wanted) throw new Error(`${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
};
const block = (no) => tab.locator(`#s${no}`);
const time = async (no) => (await block(no).locator("small").first().textContent()).slice(0, 11);
const saved = (words) => tab.locator("#tt-said", { hasText: words }).waitFor();
/** Every answer to a change from here on, until it has come. */
const changing = async (act) => {
  const answer = tab.waitForResponse((sent) => sent.request().method() === "PATCH");
  await act();
  const status = (await answer).status();
  await tab.locator(".busy").waitFor({ state: "detached" });
  return status;
};
/** Takes a block somewhere by the pointer. */
async function drag(no, edge, by) {
  await block(no).scrollIntoViewIfNeeded();
  const box = await block(no).boundingBox();
  const from = { x: box.x + box.width / 2, y: edge ? box.y + box.height - 3 : box.y + 12 };
  await tab.mouse.move(from.x, from.y);
  await tab.mouse.down();
  await tab.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
  await tab.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await tab.mouse.up();
}
/** How many pixels an hour has. */
const hour = async () => (await tab.locator(".tt-col").first().evaluate((el) => el.clientHeight)) / (await tab.locator("#tt").evaluate((el) => Number(el.dataset.hours)));

let no;
let stood;
await step("the timetable of the demo", async () => {
  await tab.goto(`${base}${path}`);
  await tab.locator("body.live").waitFor();
  await tab.waitForResponse(/agenda\/live/);
  no = await tab.locator(".tt-room[data-room]:not([data-room='']) .b").first().getAttribute("data-no");
  stood = await time(no);
});
const later = (clock, minutes) => {
  const [at, on] = clock.split(":").map(Number);
  const sum = at * 60 + on + minutes;
  return `${String(Math.floor(sum / 60)).padStart(2, "0")}:${String(sum % 60).padStart(2, "0")}`;
};
const moved = (span, from, to) => {
  const [a, b] = span.split("–");
  return `${later(a, from)}–${later(b, to)}`;
};
await step("dragged half an hour down", async () => {
  is(await changing(async () => drag(no, false, { x: 0, y: (await hour()) / 2 })), 200);
  await saved("Saved");
  is(await time(no), moved(stood, 30, 30));
});
await step("stretched to the next half hour", async () => {
  is(await changing(async () => drag(no, true, { x: 0, y: (await hour()) / 3 })), 200);
  is(await time(no), moved(stood, 30, 50));
});
await step("undone twice, done again once, undone again", async () => {
  is(await changing(() => tab.click("#tt-undo")), 200);
  is(await time(no), moved(stood, 30, 30));
  is(await changing(() => tab.keyboard.press("Control+z")), 200);
  is(await time(no), stood);
  is(await changing(() => tab.click("#tt-redo")), 200);
  is(await time(no), moved(stood, 30, 30));
  is(await changing(() => tab.click("#tt-undo")), 200);
  is(await time(no), stood);
});
await step("by keyboard: picked up, moved, stretched, put back", async () => {
  await block(no).locator("> a").focus();
  await tab.keyboard.press("Enter");
  is(await block(no).locator("> a").getAttribute("aria-pressed"), "true");
  for (const key of ["ArrowDown", "ArrowDown", "Shift+ArrowDown"]) await tab.keyboard.press(key);
  is(await time(no), moved(stood, 30, 45));
  await saved(moved(stood, 30, 45));
  await tab.keyboard.press("Escape");
  is(await time(no), stood);
  is(await tab.evaluate(() => document.activeElement.closest(".b")?.id), `s${no}`);
});
await step("by keyboard: to another room, and dropped", async () => {
  const room = await block(no).getAttribute("data-room");
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("ArrowRight");
  const status = await changing(() => tab.keyboard.press("Enter"));
  is(status, 200);
  if ((await block(no).getAttribute("data-room")) === room) throw new Error("it is where it was");
  is(await tab.evaluate(() => document.activeElement.closest(".b")?.id), `s${no}`);
  is(await changing(() => tab.keyboard.press("Control+z")), 200);
  is(await block(no).getAttribute("data-room"), room);
});
await step("off the timetable by keyboard, and back by pointer", async () => {
  await block(no).locator("> a").focus();
  await tab.keyboard.press("Enter");
  is(await changing(() => tab.keyboard.press("Delete")), 200);
  await tab.locator(`#tt-tray #s${no}`).waitFor();
  await tab.fill("#q", "nothing is called so");
  is(await block(no).isVisible(), false);
  await tab.fill("#q", "");
  const column = await tab.locator(".tt-room[data-room]:not([data-room='']) .tt-col").first().boundingBox();
  const item = await block(no).boundingBox();
  const by = { x: column.x + column.width / 2 - item.x - item.width / 2, y: column.y + (await hour()) - item.y };
  is(await changing(() => drag(no, false, by)), 200);
  await tab.locator(`#tt #s${no}`).waitFor();
  is(await changing(() => tab.click("#tt-undo")), 200);
  is(await changing(() => tab.click("#tt-undo")), 200);
  is(await time(no), stood);
});

const other = await context.newPage();
async function elsewhere(minutes, length) {
  await other.goto(`${base}/desk/seoul-2024/agenda/${no}/move`);
  await other.fill("#starts_time", later(stood.split("–")[0], minutes));
  await other.fill("#minutes", String(length));
  await other.click("button[value=on]");
  await other.locator("main .said").waitFor();
}
await step("what someone else moves is moved here, and said", async () => {
  await elsewhere(60, 45);
  await tab.bringToFront();
  await saved("Someone else changed");
  is((await time(no)).split("–")[0], later(stood.split("–")[0], 60));
});
await step("two hands: both are shown, and one is chosen", async () => {
  await tab.evaluate(() => (globalThis.fetch = ((own) => (at, how) => (String(at).includes("/live") ? new Promise(() => {}) : own(at, how)))(fetch)));
  await elsewhere(90, 30);
  await tab.bringToFront();
  await block(no).locator("> a").focus();
  await tab.keyboard.press("Enter");
  for (const key of ["ArrowUp", "ArrowUp"]) await tab.keyboard.press(key);
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/\/move$/);
  await tab.locator("text=Theirs, saved meanwhile").first().waitFor();
  const start = later(stood.split("–")[0], 30);
  is(await tab.locator(`input[name=starts_time][value="${start}"]`).isChecked(), false);
  is(await tab.locator("input[name=minutes][value='30']").isChecked(), true);
  await tab.check(`input[name=starts_time][value="${start}"]`);
  await tab.click("main form button[type=submit]");
  await tab.locator("#tt").waitFor();
  is(await time(no), `${start}–${later(start, 30)}`);
});
await step("by form alone, without scripts", async () => {
  const plain = await browser.newContext({ ...settings, javaScriptEnabled: false });
  plain.setDefaultTimeout(patience);
  const page = await plain.newPage();
  await page.goto(`${base}${path}`);
  await page.click(`#s${no} > a`);
  const [from, to] = stood.split("–");
  await page.fill("#starts_time", from);
  const minutes = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  await page.fill("#minutes", String(minutes(to) - minutes(from)));
  await page.click("button[value=on]");
  await page.locator("main .said").waitFor();
  is((await page.locator(`#s${no} small`).first().textContent()).slice(0, 11), stood);
  await page.locator(".put a").first().click();
  await page.locator("h1", { hasText: "Place here" }).waitFor();
  await plain.close();
});
await browser.close();
tally.end("editor");
