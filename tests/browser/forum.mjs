// An organizer's first hour, as a person lives it: in by the one-time link, a password, a forum from
// nothing, published; then a second hand that changed the same page.
import { chromium } from "playwright-core";
import { base, launch, listen, patience, Tally } from "./lib.mjs";

const { MADANG_ENTER: link } = process.env;
if (!link) throw new Error("forum.mjs needs MADANG_ENTER, the one-time link");
const tally = new Tally();
const browser = await chromium.launch(launch);
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ko" });
context.setDefaultTimeout(patience);
const tab = await context.newPage();
const heard = listen(tab);
const password = "copper lantern on the ninth stair";

/** One step of the hour; what comes after a step that failed is not tried. */
async function step(what, act) {
  try {
    await act();
    tally.check(what, heard.take());
  } catch (error) {
    tally.check(what, [error.message.split("\n")[0], `at ${tab.url()}`]);
    await browser.close();
    tally.end("forum");
    process.exit();
  }
}
const send = (words) => tab.click(`main button:has-text("${words}")`);
const stands = (path) => tab.waitForURL((url) => url.pathname === path);
const told = () => tab.locator("main [role=status]").waitFor();
async function fill(values) {
  for (const [id, value] of Object.entries(values)) await tab.fill(`#${id}`, value);
}

await step("the one-time link lets in", async () => {
  await tab.goto(link);
  await tab.locator("main form button[type=submit]").first().click();
  await stands("/desk/password");
});
await step("a password is set", async () => {
  await fill({ new: password, again: password });
  await tab.locator("main form button[type=submit]").first().click();
  await stands("/desk");
});
await step("a wrong form keeps what was typed and leads to the fault", async () => {
  await tab.click("text=새 포럼 만들기");
  await fill({ title_ko: "가을 인권 포럼", title_en: "Autumn forum", slug: "가을 포럼" });
  await send("포럼 만들기");
  await tab.locator(".errors").waitFor();
  if ((await tab.inputValue("#title_ko")) !== "가을 인권 포럼") throw new Error("the title is lost");
  if ((await tab.inputValue("#slug")) !== "가을 포럼") throw new Error("the address is lost");
});
await step("a forum is made", async () => {
  await fill({ slug: "autumn-2027", host_ko: "서울특별시", host_en: "Seoul Metropolitan Government" });
  await fill({ starts_day: "2027-09-14", starts_time: "14:00" });
  await fill({ ends_day: "2027-09-14", ends_time: "18:00", capacity: "300" });
  await send("포럼 만들기");
  await stands("/desk/autumn-2027");
  await told();
});
await step("it is not published while something is missing", async () => {
  await send("포럼 공개하기");
  await tab.locator("main [role=alert]").waitFor();
});
await step("the venue and its rooms", async () => {
  await tab.click("main >> text=장소와 방");
  await fill({ name_ko: "서울시청", name_en: "Seoul City Hall" });
  await fill({ r0_name_ko: "대회의실", r0_name_en: "Main hall", r0_size: "300" });
  await send("저장하기");
  await told();
});
await step("the categories", async () => {
  await tab.click("main >> text=참가 구분");
  await send("흔히 쓰는 다섯 가지");
  await told();
});
await step("the required consent", async () => {
  await tab.click("main nav >> text=동의문");
  await tab.click("text=개인정보 수집·이용에 동의합니다");
  await send("저장하기");
  await told();
});
await step("the window, and words of introduction", async () => {
  await tab.click("main nav >> text=기본 설정");
  await fill({ lead_ko: "함께 **듣는** 자리입니다.", lead_en: "A place to *listen*." });
  await fill({ opens_day: "2026-01-01", opens_time: "09:00" });
  await fill({ closes_day: "2027-09-13", closes_time: "18:00" });
  await send("저장하기");
  await told();
});
await step("a session with seats", async () => {
  await tab.click(".side-nav >> text=세션");
  await tab.locator("main a:has-text('세션 추가하기')").click();
  await fill({ title_ko: "여는 자리", title_en: "Opening", starts_time: "14:00", ends_time: "15:00" });
  await tab.selectOption("#room", { index: 1 });
  await fill({ capacity: "300" });
  await tab.check("#release");
  await send("저장하기");
  await told();
});
await step("it is published, and the public sees it", async () => {
  await tab.click(".side-nav >> text=현황");
  await send("포럼 공개하기");
  await told();
  const answer = await fetch(`${base}/api/v1/forums/autumn-2027`);
  const forum = await answer.json();
  if (forum.registration?.state !== "open") throw new Error(`registration ${JSON.stringify(forum)}`);
});
await step("a second hand is told, and overwrites nothing unseen", async () => {
  await tab.goto(`${base}/desk/autumn-2027/settings`);
  const other = await context.newPage();
  await other.goto(`${base}/desk/autumn-2027/settings`);
  await other.fill("#title_en", "Autumn forum, renamed");
  await other.click("main form button:has-text('저장하기')");
  await other.locator("main [role=status]").waitFor();
  await other.close();
  await fill({ title_en: "Fall forum" });
  await send("저장하기");
  await tab.locator("main [role=alert] >> text=Autumn forum, renamed").waitFor();
  if ((await tab.inputValue("#title_en")) !== "Fall forum") throw new Error("what was typed is lost");
});
await browser.close();
tally.end("forum");
