/* Loads a module as soon as something on the page asks for it, and hands that to it. */

import { everyPart, within } from "./parts.js";

const MODULES = [
  ["input[data-date]", () => import("./dates.js")],
  ["[data-counter]", () => import("./counter.js")],
  ["[data-copy], [data-share]", () => import("./share.js")],
];
const seen = new WeakSet();

everyPart((root) => {
  for (const [selector, load] of MODULES) {
    const fresh = within(root, selector).filter((element) => !seen.has(element));
    if (!fresh.length) continue;
    fresh.forEach((element) => seen.add(element));
    load().then(({ enhance }) => fresh.forEach(enhance));
  }
});
