// The desk's pages of speakers, and a speaker's own pages, reached by the letter that carries the link.
import { link } from "./registering.mjs";

const list = "/desk/seoul-2024/speakers";
const email = `speaker-${process.pid}@example.org`;

let own;
/** The private page of the first speaker, whom the desk sends the link to: once, however many tabs ask. */
function home(page) {
  own ??= invited(page);
  return own;
}

async function invited(page) {
  await page.click("tbody th a");
  await page.fill("#email", email);
  await page.click("form:has(#email) button.btn");
  await page.click("tbody th a");
  await page.click("form[action$=invitation] button");
  return link(email, "s");
}

const mine = (name, path = "", act = async () => {}) => ({
  name: `a speaker's page: ${name}`,
  path: list,
  as: "desk",
  act: async (page) => {
    await page.goto((await home(page)) + path);
    await act(page);
  },
});

const send = "main form:last-of-type button.btn";

export const speaking = [
  { path: list, as: "desk" },
  { path: `${list}/new`, as: "desk" },
  { name: "one speaker", path: list, as: "desk", act: (page) => page.click("tbody th a") },
  {
    name: "a speaker without a name",
    path: `${list}/new`,
    as: "desk",
    act: (page) => page.click("main form button.btn"),
  },
  { path: "/desk/seoul-2024/settings/overlaps", as: "desk" },
  mine("all of it"),
  mine("texts", "/about"),
  mine("hours", "/hours"),
  mine("consents", "/consents"),
  mine("consents, none chosen", "/consents", (page) => page.click(send)),
  mine("photo", "/photo"),
  mine("no photo chosen", "/photo", (page) => page.click("form[enctype] button")),
  mine("registering", "/register"),
  mine("an answer", "", (page) => page.click("a[href*='/sessions/']:not([href$=slides]).btn")),
  mine("slides", "", (page) => page.click("a[href$=slides].btn")),
  { path: "/s/forged", status: 404 },
];
