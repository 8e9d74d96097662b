// The pages that the browser tests open. A page may have
//   name    what to call it, when its path does not tell it from another
//   status  what it answers with, when that is not 200
//   as      "desk" for pages behind the sign-in
//   act     what to do on it before looking: async (page) => {}, with page.fill(selector, text),
//           page.check(selector), page.goto(address), page.evaluate(act), and page.click(selector), which leads on to
//           another page
import { importing } from "./importing.mjs";
import { registering } from "./registering.mjs";
import { speaking } from "./speaking.mjs";

export const pages = [
  { path: "/" },
  { path: "/help" },
  { path: "/accessibility" },
  { path: "/seoul-2024" },
  { path: "/seoul-2024/programme?day=2024-07-11", name: "/seoul-2024/programme" },
  { path: "/seoul-2024/programme?q=film", name: "programme, a search" },
  { path: "/seoul-2024/programme?view=grid", name: "programme, timetable" },
  { path: "/seoul-2024/programme/changes" },
  { path: "/seoul-2024/my-agenda" },
  {
    path: "/seoul-2024/sessions/2",
    name: "my agenda, with a session",
    act: (page) => page.click("form[action$=my-agenda] button"),
  },
  { path: "/seoul-2024/sessions/2" },
  { path: "/seoul-2024/sessions/5" },
  { path: "/seoul-2024/speakers" },
  {
    path: "/seoul-2024/speakers",
    name: "a speaker",
    act: (page) => page.click(".people a"),
  },
  { path: "/seoul-2024/venue" },
  { path: "/seoul-2024/privacy" },
  { path: "/seoul-2024/help" },
  { path: "/desk/sign-in" },
  { path: "/nothing-here", status: 404 },
  ...registering,
  ...speaking,
  { path: "/desk", as: "desk" },
  { path: "/desk/new", as: "desk" },
  {
    path: "/desk/new",
    name: "/desk/new with faults",
    as: "desk",
    act: async (page) => {
      await page.fill("#slug", "Not An Address!");
      await page.click("main form button");
    },
  },
  { path: "/desk/seoul-2024", as: "desk" },
  { path: "/desk/seoul-2024/close", as: "desk" },
  { path: "/desk/seoul-2024/settings", as: "desk" },
  { path: "/desk/seoul-2024/settings/venue", as: "desk" },
  { path: "/desk/seoul-2024/settings/categories", as: "desk" },
  { path: "/desk/seoul-2024/settings/categories/new", as: "desk" },
  { path: "/desk/seoul-2024/settings/consents", as: "desk" },
  { path: "/desk/seoul-2024/settings/consents/privacy", as: "desk" },
  { path: "/desk/seoul-2024/sessions", as: "desk" },
  { path: "/desk/seoul-2024/sessions/new", as: "desk" },
  { path: "/desk/seoul-2024/sessions/1", as: "desk" },
  { path: "/desk/seoul-2024/sessions/release", as: "desk" },
  { path: "/desk/seoul-2024/sessions/releases", as: "desk" },
  { path: "/desk/seoul-2024/sessions/1/cancel", as: "desk" },
  { path: "/desk/seoul-2024/agenda", as: "desk" },
  { path: "/desk/seoul-2024/agenda?step=5", name: "the timetable, close", as: "desk" },
  { path: "/desk/seoul-2024/agenda/clashes", as: "desk" },
  { path: "/desk/seoul-2024/agenda/place?day=2024-07-11&at=13:00", name: "an empty hour", as: "desk" },
  { path: "/desk/seoul-2024/agenda/2/move", as: "desk" },
  {
    path: "/desk/seoul-2024/agenda/2/move",
    name: "a move without a length",
    as: "desk",
    act: async (page) => {
      await page.fill("#minutes", "");
      await page.click("main form button");
    },
  },
  {
    path: "/desk/seoul-2024/agenda/2/move",
    name: "two hands on one session",
    as: "desk",
    act: async (page) => {
      await page.evaluate(() => (document.querySelector("[name=version]").value = "0"));
      await page.fill("#minutes", "35");
      await page.click("main form button");
    },
  },
  { path: "/desk/seoul-2024/agenda/2/overlap", as: "desk" },
  ...importing,
  { path: "/desk/seoul-2024/people", as: "desk" },
  { path: "/desk/seoul-2024/people?q=nobody-is-called-so", as: "desk" },
  {
    name: "one person's record",
    path: "/desk/seoul-2024/people?state=confirmed",
    as: "desk",
    act: (page) => page.click("tbody th a"),
  },
  {
    name: "cancelling for somebody, without a reason",
    path: "/desk/seoul-2024/people?category=general",
    as: "desk",
    act: async (page) => {
      await page.click("tbody th a");
      await page.click("a.btn.bad");
      await page.click("button.bad");
    },
  },
  { path: "/desk/seoul-2024/letters", as: "desk" },
  {
    name: "one letter",
    path: "/desk/seoul-2024/letters?state=kept",
    as: "desk",
    act: (page) => page.click("tbody th a"),
  },
  { path: "/desk/account", as: "desk" },
  { path: "/desk/second-factor", as: "desk" },
  { path: "/desk/staff", as: "desk" },
  { path: "/desk/staff/new", as: "desk" },
  { path: "/desk/seoul-2024/staff", as: "desk" },
  { path: "/desk/seoul-2024/staff/new", as: "desk" },
  {
    path: "/desk/seoul-2024/staff/new",
    name: "an invitation with faults",
    as: "desk",
    act: (page) => page.click("main form button.btn"),
  },
  { path: "/desk/seoul-2024/audit", as: "desk" },
  {
    name: "the chain, checked",
    path: "/desk/seoul-2024/audit?act=looks",
    as: "desk",
    act: (page) => page.click("form[action$=check] button"),
  },
  { path: "/desk/seoul-2024/audit/export?act=looks", as: "desk" },
  {
    name: "the log without a purpose",
    path: "/desk/seoul-2024/audit/export",
    as: "desk",
    act: (page) => page.click("main form button.btn"),
  },
  { path: "/desk/seoul-2024/audit/review", as: "desk" },
  {
    name: "a month signed without a note",
    path: "/desk/seoul-2024/audit/review?month=2024-07",
    as: "desk",
    act: (page) => page.click("main form button.btn"),
  },
  { path: "/desk/log", as: "desk" },
  { path: "/desk/seoul-2024/export", as: "desk" },
  {
    name: "a list without a purpose",
    path: "/desk/seoul-2024/export?state=waitlisted",
    as: "desk",
    act: (page) => page.click("main form button.btn"),
  },
];
