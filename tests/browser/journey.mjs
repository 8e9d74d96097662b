// The whole registration as someone does it who has no mouse, no scripts and a small phone: from the first
// page to the receipt, and by the letter's link to their own registration and the ticket.
import { chromium } from "playwright-core";
import { address, langs, launch, patience, Tally } from "./lib.mjs";
import { fresh, link } from "./registering.mjs";

const tally = new Tally();
const browser = await chromium.launch(launch);

/** Presses Tab until something has the focus. */
async function reach(tab, selector) {
  for (let presses = 0; presses < 80; presses += 1) {
    await tab.keyboard.press("Tab");
    if (await tab.locator(`${selector}:focus`).count()) {
      if (!(await tab.locator(":focus-visible").count())) throw new Error(`${selector} hides its focus`);
      return;
    }
  }
  throw new Error(`Tab does not reach ${selector} on ${tab.url()}`);
}

async function press(tab, selector) {
  await reach(tab, selector);
  const before = tab.url();
  await tab.keyboard.press("Enter");
  await tab.waitForURL((url) => url.href !== before);
}

const tick = async (tab, selector) => {
  await reach(tab, selector);
  await tab.keyboard.press("Space");
};
const type = async (tab, selector, text) => {
  await reach(tab, selector);
  await tab.keyboard.insertText(text);
};

const onward = "main form button.btn";
const steps = {
  category: (tab) => tick(tab, "#category"),
  email: (tab, email) => type(tab, "#email", email),
  name: (tab) => type(tab, "#name", "김하늘"),
  affiliation: async () => {},
  sessions: (tab) => tick(tab, "#sessions"),
  needs: async () => {},
  privacy: async () => {},
  consents: (tab) => tick(tab, "#consent-privacy"),
  check: async () => {},
};

/** Where the reader must stand, and that the page fits the phone. */
async function stands(tab, end, lang) {
  const path = new URL(tab.url()).pathname;
  if (!path.endsWith(end)) throw new Error(`stands at ${path}, not ${end}`);
  const spoken = await tab.getAttribute("html", "lang");
  if (spoken !== lang) throw new Error(`${path} speaks ${spoken}`);
  if ((await tab.locator("h1").count()) !== 1) throw new Error(`${path} has not one heading`);
  const width = await tab.evaluate(() => document.documentElement.scrollWidth);
  if (width > 390) throw new Error(`${path} scrolls sideways: ${width} px`);
}

async function journey(lang) {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  context.setDefaultTimeout(patience);
  const tab = await context.newPage();
  const email = fresh();
  await tab.goto(address("/seoul-2024/register", lang));
  await press(tab, onward);
  for (const [name, answer] of Object.entries(steps)) {
    await stands(tab, `/${name}`, lang);
    await answer(tab, email);
    await press(tab, onward);
  }
  await stands(tab, "/receipt", lang);
  const reference = await tab.locator(".ref").innerText();
  if ((await tab.content()).includes("/r/")) throw new Error("the receipt shows the private link");

  await tab.goto(await link(email));
  if (!(await tab.locator("main").innerText()).includes(reference)) {
    throw new Error(`the private link does not show ${reference}`);
  }
  await press(tab, "a.btn[href$='/ticket']");
  await stands(tab, "/ticket", lang);
  if (!(await tab.locator("svg.qr").isVisible())) throw new Error("the ticket shows no code");
  await context.close();
}

for (const lang of langs) {
  const faults = [];
  await journey(lang).catch((error) => faults.push(error.message));
  tally.check(`the journey ${lang}`, faults);
}
await browser.close();
tally.end("journey");
