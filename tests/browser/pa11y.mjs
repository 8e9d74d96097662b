// HTML CodeSniffer (by pa11y) on every page in both languages. It finds what axe lets pass, such as a
// field whose only name is its placeholder.
import pa11y from "pa11y";
import { chromium } from "playwright-core";
import puppeteer from "puppeteer";
import { Tally, address, deskState, langs, launch, nameOf, patience } from "./lib.mjs";
import { pages } from "./pages.mjs";

const tally = new Tally();
const browser = await puppeteer.launch(launch);

// Playwright's few verbs that pages use in `act`, for a puppeteer tab.
const hands = (tab) => ({
  click: (selector) => Promise.all([tab.waitForNavigation(), tab.click(selector)]),
  fill: (selector, text) => tab.locator(selector).fill(text),
  check: (selector) => tab.click(selector),
  goto: (address) => tab.goto(address),
  evaluate: (act) => tab.evaluate(act),
});

// HTML (§4.10.18.7.1) lets a user name stand in an e-mail field; CodeSniffer does not know that yet.
const known = (issue) =>
  issue.code.endsWith("H98") && /type="email".*autocomplete="username"/.test(issue.context);

// Playwright signs in; its cookies serve here too.
async function signIn() {
  const other = await chromium.launch(launch);
  const { cookies } = await deskState(other);
  await other.close();
  const kept = ({ name, value, domain, path }) => ({ name, value, domain, path });
  await browser.setCookie(...cookies.map(kept));
}

async function look(page, lang) {
  const tab = await browser.newPage();
  tab.setDefaultTimeout(patience);
  try {
    await tab.setViewport({ width: 1280, height: 900 });
    let url = address(page.path, lang);
    if (page.act) {
      await tab.goto(url);
      await page.act(hands(tab));
      url = tab.url();
    }
    const found = await pa11y(url, {
      browser,
      page: tab,
      ignoreUrl: Boolean(page.act),
      runners: ["htmlcs"],
      standard: "WCAG2AA",
      timeout: patience,
    });
    const issues = found.issues.filter((issue) => !known(issue));
    return issues.map(
      (issue) => `${issue.code}: ${issue.message} ${issue.selector}: ${issue.context.slice(0, 160)}`,
    );
  } finally {
    await tab.close();
  }
}

const ordered = [...pages].sort((a, b) => Number(a.as === "desk") - Number(b.as === "desk"));
let signedIn = false;
for (const page of ordered) {
  if (page.as === "desk" && !signedIn) {
    await signIn();
    signedIn = true;
  }
  for (const lang of langs) {
    const faults = await look(page, lang).catch((error) => [error.message]);
    tally.check(`${nameOf(page)} ${lang}`, faults);
  }
}
await browser.close();
tally.end("pa11y");
