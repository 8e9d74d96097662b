// The way out of a page that can hurt: the link, and Shift three times; but not a capital letter typed
// with Shift, and not without scripts anything but the link.
import { chromium } from "playwright-core";
import { address, launch, patience, Tally } from "./lib.mjs";

const path = process.env.MADANG_SENSITIVE ?? "/seoul-2024";
const tally = new Tally();
const browser = await chromium.launch(launch);

async function left(what, wanted, act, settings = {}) {
  const context = await browser.newContext(settings);
  context.setDefaultTimeout(patience);
  const tab = await context.newPage();
  try {
    await tab.goto(address(path, "ko"));
    const target = await tab.locator("[data-exit]").getAttribute("href", { timeout: 5000 });
    // The neutral site is not ours to load: an empty page stands in for it.
    await context.route(`${target}**`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>neutral</title>" }),
    );
    await act(tab);
    await tab.waitForTimeout(300);
    const away = tab.url().startsWith(target);
    const faults = away === wanted ? [] : [`stands at ${tab.url()}`];
    if (away && settings.javaScriptEnabled !== false) {
      await tab.goBack();
      if (new URL(tab.url()).pathname === path) faults.push("back leads to the page again");
    }
    tally.check(what, faults);
  } catch (error) {
    tally.check(what, [error.message]);
  }
  await context.close();
}

const press = async (tab, ...keys) => {
  for (const key of keys) await tab.keyboard.press(key);
};
await left("the link", true, (tab) => tab.click("[data-exit]"));
await left("the link without scripts", true, (tab) => tab.click("[data-exit]"), {
  javaScriptEnabled: false,
});
await left("Shift three times", true, (tab) => press(tab, "Shift", "Shift", "Shift"));
await left("Shift twice", false, (tab) => press(tab, "Shift", "Shift"));
await left("Shift with other keys between", false, (tab) =>
  press(tab, "Shift", "Shift+A", "Shift", "a", "Shift+B", "Shift"),
);
await browser.close();
tally.end("exit");
