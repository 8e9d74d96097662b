// What the browser tests share: the browser, the addresses, the count of what passed.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Where the server under test listens. */
export const base = process.env.MADANG_URL ?? "http://127.0.0.1:8080";
export const langs = ["ko", "en"];
export const themes = ["light", "dark"];
/** A small phone, a phone, a desk. */
export const widths = [1280, 390, 320];

/** How either driver starts the system's Chromium. */
export const launch = {
  executablePath: [
    process.env.CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ].find((path) => path && existsSync(path)),
  args: [
    "--disable-gpu",
    "--disable-background-networking",
    // Chromium refuses its sandbox to root, which is who runs tests in a container.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ],
};
if (!launch.executablePath) {
  console.error("No Chromium was found: install it, or name it in CHROMIUM.");
  process.exit(2);
}

/** How long a page may take on a machine that does other things too, in milliseconds; no measure of speed. */
export const patience = 120_000;

/** The address of a page in a language. */
export function address(path, lang) {
  const url = new URL(path, base);
  url.searchParams.set("lang", lang);
  return url.href;
}

export const nameOf = (page) => page.name ?? page.path;

/** Counts what passed, says what did not, and ends the process with the outcome. */
export class Tally {
  #passed = 0;
  #failed = 0;
  #began = Date.now();

  /** One check: `faults` is a list of sentences, empty when all is well. */
  check(what, faults) {
    if (faults.length === 0) {
      this.#passed += 1;
      return;
    }
    this.#failed += 1;
    console.log(`FAILED ${what}`);
    for (const fault of faults) console.log(`  ${fault}`);
  }

  end(name) {
    const seconds = Math.round((Date.now() - this.#began) / 1000);
    console.log(`${name}: ${seconds} s`);
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed === 0 ? 0 : 1;
  }
}

/**
 * Notes what a page complains of: errors on the console, which is also where breaches of the content
 * policy show, exceptions, and anything loaded in vain. Read it with `take()`.
 */
export function listen(page) {
  let heard = [];
  page.on("console", (message) => {
    const own = message.location().url === page.url() && /status of [45]\d\d/.test(message.text());
    if (message.type() === "error" && !own) heard.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => heard.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    // What a page still loads when its reader goes on is not missed.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") heard.push(`not loaded: ${request.url()}`);
  });
  return { take: () => heard.splice(0) };
}

/** Opens a page and does on it what it asks for; answers with what went wrong on the way. */
export async function open(tab, page, lang) {
  const answer = await tab.goto(address(page.path, lang), { waitUntil: "load" });
  const faults = [];
  const wanted = page.status ?? 200;
  if (answer.status() !== wanted) faults.push(`answered ${answer.status()}, not ${wanted}`);
  const stood = new URL(tab.url()).pathname;
  if (stood !== new URL(page.path, base).pathname) faults.push(`was sent on to ${stood}`);
  const spoken = await tab.getAttribute("html", "lang");
  if (spoken !== lang) faults.push(`speaks ${spoken}, not ${lang}`);
  if (page.act) {
    await page.act(tab);
    await tab.waitForLoadState("load");
  }
  return faults;
}

/**
 * The cookies of someone signed in to the desk. The server's link works once, so the first script that
 * asks keeps them for the others.
 */
export async function deskState(browser) {
  const { MADANG_ENTER: link, MADANG_DESK: file } = process.env;
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  if (!link) throw new Error("pages behind the sign-in need MADANG_ENTER, the one-time link");
  const context = await browser.newContext();
  context.setDefaultTimeout(patience);
  const tab = await context.newPage();
  await tab.goto(link);
  await tab.locator("main form button[type=submit]").first().click();
  await tab.waitForLoadState("load");
  const state = await context.storageState();
  await context.close();
  if (file) writeFileSync(file, JSON.stringify(state));
  return state;
}
