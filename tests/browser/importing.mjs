// A schedule of another program, sent at the desk and looked at.
const form = "/desk/seoul-2024/import";

/** Chooses a file as a hand would; it needs no disk, so both drivers can. */
const choose = () => {
  const said = (ko, en, more) => ({ ko: { ...ko, ...more }, en: { ...en, ...more } });
  const at = (hour) => `2024-07-11T${hour}:00+09:00`;
  const session = (id, room, tags, hours, ko, en, speakers) => ({
    id, type: "P", room, tags, speakers, start: at(hours[0]), end: at(hours[1]),
    ...said({ title: ko }, { title: en }, { description: "" }),
  });
  const file = {
    sessions: [
      session("s1", "r1", ["t1"], ["19:00", "20:00"], "기록은 누구의 것인가", "Whose records are they", ["p1"]),
      session("s2", "r1", ["t1"], ["19:30", "20:30"], "두 도시의 경험", "What two cities learnt", ["p1", "p2"]),
      session("s3", "r2", [], ["20:30", "21:00"], "휴식", "Break", []),
    ],
    speakers: [
      { id: "p1", ...said({ name: "한서윤" }, { name: "Han Seoyun" }, { bio: "" }) },
      { id: "p2", ...said({ name: "알린 무카마나" }, { name: "Aline Mukamana" }, { bio: "" }) },
    ],
    session_types: [{ id: "P", ...said({ name: "발표" }, { name: "Presentation" }) }],
    rooms: [
      { id: "r1", ...said({ name: "큰 방" }, { name: "Large hall" }) },
      { id: "r2", ...said({ name: "작은 방" }, { name: "Small hall" }) },
    ],
    tags: [{ id: "t1", ...said({ name: "기록" }, { name: "Records" }) }],
  };
  const hand = new DataTransfer();
  hand.items.add(new File([JSON.stringify(file)], "agenda-2024.json"));
  document.querySelector("#file").files = hand.files;
};

export const importing = [
  { path: form, as: "desk" },
  {
    path: form,
    name: "an import without a file, in no zone",
    as: "desk",
    act: async (page) => {
      await page.fill("#zone", "Mars/Base");
      await page.click("main form button.btn");
    },
  },
  {
    path: form,
    name: "the report of an import",
    as: "desk",
    act: async (page) => {
      await page.evaluate(choose);
      await page.click("main form button.btn");
    },
  },
];
