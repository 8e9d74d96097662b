// Leave at once: the link, or Shift three times within three seconds. The page is covered before the
// browser moves, and takes its own place in the history, so that "back" does not lead here again.
const link = document.querySelector("[data-exit]");
const told = document.querySelector("[data-exit-told]");
let presses = 0;
let timer;

const forget = () => {
  presses = 0;
  told.textContent = "";
};
const leave = () => {
  document.body.hidden = true;
  location.replace(link.href);
};

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
if (link && told) {
  // A capital letter or a double consonant is typed with Shift too: any other key starts over.
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      forget();
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(forget, 3000);
    presses += 1;
    if (presses === 3) {
      leave();
    } else {
      told.textContent = presses === 1 ? told.dataset.two : told.dataset.one;
    }
  });
  addEventListener("pointerdown", forget);
}
