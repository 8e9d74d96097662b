// The pictures of the README, in both languages: tests/browser/run shots.mjs
// They are taken anew when pages change, and looked at before they are committed.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { deskState, langs, launch, nameOf, open } from "./lib.mjs";
import { pages } from "./pages.mjs";

const folder = new URL("../../docs/screenshots/", import.meta.url).pathname;
const phone = { width: 390, height: 844 };
const wide = { width: 1280, height: 900 };
const shown = {
  "/seoul-2024": ["home", phone],
  "/seoul-2024/programme": ["programme", wide],
  "/seoul-2024/sessions/2": ["session", phone],
  "register: sessions": ["register-sessions", phone],
  "register: check": ["register-check", phone],
  "register: receipt": ["receipt", phone],
  "my registration: ticket": ["ticket", phone],
  "/desk/seoul-2024": ["desk-overview", wide],
  "/desk/seoul-2024/people": ["desk-people", wide],
  "/desk/seoul-2024/agenda": ["desk-timetable", wide],
  "one letter": ["desk-letter", wide],
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(launch);
const desk = await deskState(browser);
const wanted = pages.filter((page) => nameOf(page) in shown);
if (wanted.length < Object.keys(shown).length) {
  throw new Error(`only ${wanted.map(nameOf).join(", ")} are among the pages`);
}
for (const lang of langs) {
  for (const page of wanted) {
    const [name, size] = shown[nameOf(page)];
    const look = { viewport: size, colorScheme: "light", locale: lang };
    const context = await browser.newContext(page.as ? { ...look, storageState: desk } : look);
    const tab = await context.newPage();
    await open(tab, page, lang);
    await tab.screenshot({ path: `${folder}${name}.${lang}.jpg`, type: "jpeg", quality: 80 });
    await context.close();
  }
}
await browser.close();
