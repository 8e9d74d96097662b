// axe-core on every page, in both languages, light and dark, on a phone, a large phone and a desk:
// no violation, nothing that scrolls sideways, nothing on the console.
import axe from "axe-core";
import { chromium } from "playwright-core";
import {
  Tally,
  deskState,
  langs,
  launch,
  listen,
  nameOf,
  open,
  patience,
  themes,
  widths,
} from "./lib.mjs";
import { pages } from "./pages.mjs";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const tally = new Tally();
const browser = await chromium.launch(launch);
const desk = pages.some((page) => page.as === "desk") ? await deskState(browser) : undefined;

async function violations(tab) {
  const found = await tab.evaluate(
    (tags) =>
      window.axe.run(document, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations"],
      }),
    tags,
  );
  return found.violations.map(({ id, help, nodes }) => {
    const first = nodes[0];
    return `${id}: ${help} (${nodes.length}): ${first.target.join(" ")}: ${first.html.slice(0, 160)}`;
  });
}

async function sideways(tab, width) {
  const page = await tab.evaluate(() => document.documentElement.scrollWidth);
  return page > width ? [`scrolls sideways: ${page} px on ${width}`] : [];
}

async function look(tab, heard, page, lang, theme) {
  const what = `${nameOf(page)} ${lang} ${theme}`;
  await tab.setViewportSize({ width: widths[0], height: 900 });
  const faults = await open(tab, page, lang);
  // Evaluated, not added as a script: that would breach the policy the page is under.
  await tab.evaluate(axe.source);
  for (const width of widths) {
    await tab.setViewportSize({ width, height: 900 });
    tally.check(`${what} ${width}`, [...(await violations(tab)), ...(await sideways(tab, width))]);
  }
  tally.check(what, [...faults, ...heard.take()]);
}

async function round(lang, theme) {
  const shown = { colorScheme: theme, reducedMotion: "reduce" };
  const guest = await browser.newContext(shown);
  const staff = desk && (await browser.newContext({ ...shown, storageState: desk }));
  guest.setDefaultTimeout(patience);
  staff?.setDefaultTimeout(patience);
  for (const page of pages) {
    // A tab for each page: what one of them breaks is not held against the next.
    const tab = await (page.as === "desk" ? staff : guest).newPage();
    const heard = listen(tab);
    try {
      await look(tab, heard, page, lang, theme);
    } catch (error) {
      tally.check(`${nameOf(page)} ${lang} ${theme}`, [error.message, ...heard.take()]);
    }
    await tab.close();
  }
  await guest.close();
  await staff?.close();
}

// Two at a time: more would only wait for each other.
const rounds = langs.flatMap((lang) => themes.map((theme) => [lang, theme]));
const lane = async () => {
  for (let next = rounds.shift(); next; next = rounds.shift()) await round(...next);
};
await Promise.all([lane(), lane()]);
await browser.close();
tally.end("axe");
