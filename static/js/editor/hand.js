// What the hand is doing: what it has lifted, what the pointer has pressed, whether a change is under way.
export const hand = { held: null, press: null, busy: false };
