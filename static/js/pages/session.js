/* The session survives a lost connection, and knows how long it has lasted:
 *
 *   <span data-clock="2026-12-03T19:30:00+07:00">   whole minutes since then
 */

import { saveThemselves } from "../lib/autosave.js";
import { keepForms } from "../lib/keep.js";
import { everyPart } from "../lib/parts.js";

const TICK_MS = 15000;

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    clock.textContent = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.clock)) / 60000));
  }
}

everyPart(saveThemselves);
everyPart(keepForms);
window.setInterval(tick, TICK_MS);
