/* The texts of the minutes save themselves. */

import { saveThemselves } from "../lib/autosave.js";
import { everyPart } from "../lib/parts.js";

everyPart(saveThemselves);
