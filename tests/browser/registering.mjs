// The pages of registering and of one's own registration, each reached as a reader reaches it.
import { existsSync, readFileSync, readdirSync } from "node:fs";

const start = "/seoul-2024/register";
const next = "main form button.btn";
let count = 0;

/** An address that nobody has yet. */
export const fresh = () => `browser-${process.pid}-${(count += 1)}@example.org`;

const ways = {
  category: (page) => page.check("[name=category][value=general]"),
  email: (page, email) => page.fill("#email", email),
  name: (page) => page.fill("#name", "김하늘 Haneul Kim"),
  affiliation: async () => {},
  sessions: (page) => page.check("#sessions"),
  needs: (page) => page.check("#needs\\.support"),
  privacy: (page) => page.check("#photo-no"),
  consents: (page) => page.check("#consent-privacy"),
};

/** From the first page up to a step of the form, with the right answers before it. */
async function until(page, step, email = fresh()) {
  await page.click(next);
  for (const [name, answer] of Object.entries(ways)) {
    if (name === step) return;
    await answer(page, email);
    await page.click(next);
  }
}

/** The private link in the last letter to an address, once it is there; a speaker's is under `s`. */
export async function link(email, under = "r") {
  const folder = process.env.MADANG_OUTBOX;
  if (!folder) throw new Error("the letters' folder must stand in MADANG_OUTBOX");
  for (let turn = 0; turn < 100; turn += 1) {
    const files = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith(".eml")) : [];
    const wanted = new RegExp(`https?://[^\\s"<>]+/${under}/[\\w-]+`);
    for (const file of files.sort().reverse()) {
      const letter = readFileSync(`${folder}/${file}`, "utf8").replace(/=\r?\n/g, "");
      const found = letter.includes(email) && wanted.exec(letter);
      if (found) return found[0];
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`no letter to ${email} with a link`);
}

let own;
const mine = (name, path = "") => ({
  name: `my registration: ${name}`,
  path: start,
  act: async (page) => {
    if (!own) {
      const email = fresh();
      await until(page, "check", email);
      await page.click(next);
      own = await link(email);
    }
    await page.goto(own + path);
  },
});

const step = (name) => ({ name: `register: ${name}`, path: start, act: (page) => until(page, name) });

export const registering = [
  { path: start },
  ...Object.keys(ways).map(step),
  step("check"),
  {
    name: "register: nothing chosen",
    path: start,
    act: async (page) => {
      await until(page, "category");
      await page.click(next);
    },
  },
  {
    name: "register: wrong names",
    path: start,
    act: async (page) => {
      await until(page, "name");
      await page.fill("#name_latin", "김하늘");
      await page.click(next);
    },
  },
  {
    name: "register: saved",
    path: start,
    act: async (page) => {
      await until(page, "sessions");
      await page.click("button[name=later]");
    },
  },
  {
    name: "register: receipt",
    path: start,
    act: async (page) => {
      await until(page, "check");
      await page.click(next);
    },
  },
  { path: `${start}/forged/email`, status: 404 },
  { path: `${start}/link` },
  { path: `${start}/link/sent` },
  mine("all of it"),
  mine("ticket", "/ticket"),
  mine("who looked", "/looks"),
  mine("details", "/details"),
  mine("a seat", "/seats/2"),
  mine("cancel", "/cancel"),
  { path: "/r/forged", status: 404 },
  { path: "/C/FORGED" },
];
