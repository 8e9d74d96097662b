// The pages that the browser tests open. A page may have
//   name    what to call it, when its path does not tell it from another
//   status  what it answers with, when that is not 200
//   as      "desk" for pages behind the sign-in
//   act     what to do on it before looking: async (page) => {}, with page.fill(selector, text),
//           page.check(selector) and page.click(selector), which leads on to another page
export const pages = [
  { path: "/" },
  { path: "/help" },
  { path: "/accessibility" },
  { path: "/seoul-2024" },
  { path: "/seoul-2024/programme?day=2024-07-11", name: "/seoul-2024/programme" },
  { path: "/seoul-2024/programme?q=film", name: "programme, a search" },
  { path: "/seoul-2024/programme?view=grid", name: "programme, timetable" },
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
];
