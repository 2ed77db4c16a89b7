// Our scripts. Every page works without them; with them nothing typed is lost on a bad line.

import "./drafts.js";
import "./at-once.js";
import "./handing-in.js";
import "./ticks.js";
import "./rows.js";
import "./me.js";
import "./editor.js";
import "./filters.js";
