// What is said of it: aloud, and on the page for a while.
import { tt } from "./board.js";

const said = document.getElementById("tt-said");
let quiet;

/** Says it; `values` fill its places. */
export function say(word, values = {}) {
  clearTimeout(quiet);
  quiet = setTimeout(() => (said.textContent = ""), 12_000);
  said.textContent = Object.entries(values).reduce(
    (words, [place, value]) => words.replace(`{${place}}`, () => value),
    tt.dataset[`say${word}`],
  );
}
/** Says more after it. */
export const also = (word) => addWords(tt.dataset[`say${word}`]);
export const addWords = (words) => (said.textContent += words ? ` ${words}` : "");
