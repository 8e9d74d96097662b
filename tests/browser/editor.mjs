// An organizer at the timetable: by pointer, by keyboard, by finger, back and forth, with a connection that
// fails, and with a second hand on the same session; then without scripts. Her own clock is far away.
import { chromium } from "playwright-core";
import { base, deskState, launch, listen, patience, Tally } from "./lib.mjs";

const tally = new Tally();
const browser = await chromium.launch(launch);
const storageState = await deskState(browser);
const settings = { storageState, viewport: { width: 1440, height: 900 }, locale: "en", timezoneId: "America/New_York", extraHTTPHeaders: { "accept-language": "en" } };
const context = await browser.newContext(settings);
context.setDefaultTimeout(patience);
const tab = await context.newPage();
const heard = listen(tab);
const path = "/desk/seoul-2024/agenda?day=2024-07-11&step=15";

async function step(what, act, told = /status of 412/) {
  try {
    await act();
    // A refused change is told on the console, too; here it is wanted.
    tally.check(what, heard.take().filter((fault) => !told.test(fault)));
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
await step("by keyboard: no further than the hours shown, and Space is a button's key", async () => {
  await block(no).locator("> a").focus();
  await tab.keyboard.press("Space");
  is(await block(no).locator("> a").getAttribute("aria-pressed"), "true");
  const [top, foot] = await tab.locator(".tt-hours span").evaluateAll((all) => [all[0], all.at(-1)].map((el) => el.textContent));
  for (let n = 0; n < 60; n += 1) await tab.keyboard.press("Shift+ArrowDown");
  is((await time(no)).split("–")[1], later(foot, 60));
  for (let n = 0; n < 60; n += 1) await tab.keyboard.press("Shift+ArrowUp");
  is(await time(no), `${stood.split("–")[0]}–${later(stood.split("–")[0], 5)}`);
  for (let n = 0; n < 60; n += 1) await tab.keyboard.press("ArrowUp");
  is((await time(no)).split("–")[0], top);
  await tab.keyboard.press("Escape");
  is(await time(no), stood);
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

await step("without a connection it goes back, and says why", async () => {
  const failing = `**/api/v1/forums/*/sessions/${no}`;
  await tab.route(failing, (route) => route.abort());
  await drag(no, false, { x: 0, y: (await hour()) / 2 });
  await saved("can not be reached");
  await tab.locator(".busy").waitFor({ state: "detached" });
  is(await time(no), stood);
  await tab.unroute(failing);
  await tab.route(failing, (route) => route.fulfill({ status: 401, contentType: "application/problem+json", body: "{}" }));
  await drag(no, false, { x: 0, y: (await hour()) / 2 });
  await saved("signed out");
  is(await time(no), stood);
  await tab.unroute(failing);
}, /ERR_FAILED|not loaded|status of 401/);
await step("what was saved is saved, whatever becomes of the next look", async () => {
  await tab.route("**/agenda/live*", (route) => route.abort());
  is(await changing(async () => drag(no, false, { x: 0, y: (await hour()) / 2 })), 200);
  await saved("Saved");
  is(await time(no), moved(stood, 30, 30));
  await tab.unroute("**/agenda/live*");
  is(await changing(() => tab.click("#tt-undo")), 200);
  is(await time(no), stood);
}, /ERR_FAILED|not loaded/);
await step("a look that was under way does not undo what came after it", async () => {
  let answer;
  const late = new Promise((resolve) => (answer = resolve));
  let first = true;
  await tab.route("**/agenda/live*", async (route) => {
    if (!first) return route.continue();
    first = false;
    const old = await route.fetch({ headers: { ...route.request().headers(), "if-none-match": "" } });
    answer(() => route.fulfill({ response: old }));
  });
  await tab.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  const give = await late;
  is(await changing(async () => drag(no, false, { x: 0, y: (await hour()) / 2 })), 200);
  await give();
  await tab.waitForTimeout(500);
  is(await time(no), moved(stood, 30, 30));
  is(/Someone else/.test(await tab.textContent("#tt-said")), false);
  await tab.unroute("**/agenda/live*");
  is(await changing(() => tab.click("#tt-undo")), 200);
});
await step("what is looked for beside the timetable stays looked for, and nobody is blamed", async () => {
  await block(no).locator("> a").focus();
  await tab.keyboard.press("Enter");
  is(await changing(() => tab.keyboard.press("Delete")), 200);
  const at = tab.url();
  await tab.fill("#q", "nothing is called so");
  await tab.keyboard.press("Enter");
  const looked = tab.waitForResponse(/agenda\/live/);
  await tab.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await looked;
  is(tab.url(), at);
  is(await block(no).isVisible(), false);
  const first = tab.waitForResponse(/agenda\/live/);
  await tab.goto(`${base}${path}&q=nothing+is+called+so`);
  await first;
  await block(no).waitFor({ state: "attached" });
  is(await block(no).isVisible(), false);
  is(await tab.textContent("#tt-said"), "");
  await tab.fill("#q", "");
  is(await block(no).isVisible(), true);
  is(await changing(() => tab.click("#tt-undo")), 200);
  is(await time(no), stood);
});
await step("an accepted overlap is gone after a move, which is said, and there again after undo", async () => {
  const accept = (method, reason) =>
    tab.evaluate(async ([path, how, why]) => {
      const headers = { "content-type": "application/json", "if-match": "*" };
      return (await fetch(path, { method: how, headers, body: why && JSON.stringify({ reason: why }) })).status;
    }, [`/api/v1/forums/seoul-2024/sessions/${no}/overlap`, method, reason]);
  is(await accept("PUT", "One runs within the other"), 200);
  const looked = tab.waitForResponse(/agenda\/live/);
  await tab.goto(`${base}${path}`);
  await looked;
  is(await changing(async () => drag(no, false, { x: 0, y: (await hour()) / 2 })), 200);
  await saved("no longer holds");
  is(await block(no).getAttribute("data-accepted"), null);
  is(await changing(() => tab.click("#tt-undo")), 200);
  is(await time(no), stood);
  is(await block(no).getAttribute("data-accepted"), "One runs within the other");
  is(await accept("DELETE"), 200);
});
await step("hours are those of the forum, also in the night in which its clocks change", async () => {
  const walls = await tab.evaluate(async () => {
    const tt = document.getElementById("tt");
    const own = tt.dataset.zone;
    tt.dataset.zone = "Europe/Berlin";
    const url = [...document.querySelectorAll("link[rel=modulepreload]")].map((el) => el.href).find((href) => href.includes("editor-time."));
    const { wall } = await import(`${url}?other`);
    tt.dataset.zone = own;
    const words = (at) => Object.values(wall(Date.parse(at))).join(" ");
    return ["2026-03-29T00:59Z", "2026-03-29T01:00Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-24T22:00Z"].map(words).join();
  });
  is(walls, "2026-03-29 01:59,2026-03-29 03:00,2026-10-25 02:30,2026-10-25 02:30,2026-10-25 00:00");
});
await step("by finger: a swipe scrolls, the handle moves, its foot stretches", async () => {
  const phone = await browser.newContext({ ...settings, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  phone.setDefaultTimeout(patience);
  const page = await phone.newPage();
  const looked = page.waitForResponse(/agenda\/live/);
  await page.goto(`${base}${path}`);
  await looked;
  is(await page.locator(".by-touch").isVisible(), true);
  const fingers = await phone.newCDPSession(page);
  const own = page.locator(`#s${no}`);
  const touch = (type, at) => fingers.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
  const swipe = async (from, by) => {
    await touch("touchStart", from);
    for (let n = 1; n <= 8; n += 1) await touch("touchMove", { x: from.x + (by.x * n) / 8, y: from.y + (by.y * n) / 8 });
    await page.waitForTimeout(100);
    await touch("touchEnd");
  };
  const there = async () => (await own.locator("small").first().textContent()).slice(0, 11);
  const high = await page.locator(".tt-col").first().evaluate((el) => el.clientHeight / Number(document.getElementById("tt").dataset.hours));
  let sent = 0;
  page.on("request", (request) => (sent += request.method() === "PATCH" ? 1 : 0));
  const settle = async () => {
    await own.evaluate((el) => el.scrollIntoView({ block: "center" }));
    let last;
    // A page that scrolls smoothly takes its time.
    for (let at = await own.boundingBox(); at.y !== last; at = await own.boundingBox()) {
      last = at.y;
      await page.waitForTimeout(200);
    }
  };
  await settle();
  let box = await own.boundingBox();
  const scrolled = () => page.evaluate(() => scrollY + document.querySelector(".tt-wrap").scrollTop);
  const before = await scrolled();
  await swipe({ x: box.x + 20, y: box.y + box.height / 2 }, { x: 0, y: -60 });
  await page.waitForTimeout(300);
  is((await scrolled()) > before, true);
  is(sent, 0);
  await settle();
  box = await own.boundingBox();
  const saving = async (from, by) => {
    const answer = page.waitForResponse((response) => response.request().method() === "PATCH");
    await swipe(from, by);
    is((await answer).status(), 200);
    await page.locator(".busy").waitFor({ state: "detached" });
  };
  await saving({ x: box.x + box.width - 10, y: box.y + 8 }, { x: 0, y: high / 2 });
  is(await there(), moved(stood, 30, 30));
  await settle();
  box = await own.boundingBox();
  await saving({ x: box.x + box.width - 10, y: box.y + box.height - 6 }, { x: 0, y: high / 3 });
  is(await there(), moved(stood, 30, 50));
  for (const wanted of [moved(stood, 30, 30), stood]) {
    const answer = page.waitForResponse((response) => response.request().method() === "PATCH");
    await page.locator("#tt-undo").click();
    is((await answer).status(), 200);
    await page.locator(".busy").waitFor({ state: "detached" });
    is(await there(), wanted);
  }
  await phone.close();
  const back = tab.waitForResponse(/agenda\/live/);
  await tab.goto(`${base}${path}`);
  await back;
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
