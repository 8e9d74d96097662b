// The pages that the browser tests open. A page may have
//   name    what to call it, when its path does not tell it from another
//   status  what it answers with, when that is not 200
//   as      "desk" for pages behind the sign-in
//   act     what to do on it before looking: async (page) => {}, with page.fill(selector, text),
//           page.check(selector), page.goto(address), and page.click(selector), which leads on to
//           another page
import { registering } from "./registering.mjs";

export const pages = [
  { path: "/desk/sign-in" },
  { path: "/nothing-here", status: 404 },
  ...registering,
];
