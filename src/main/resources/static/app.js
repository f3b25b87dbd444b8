// What the frame does in the browser. Every page also works without it, only less quickly.
import { preferences } from "/js/preferences.js";
import { keys } from "/js/keys.js";
import { palette } from "/js/palette.js";
import { uploads } from "/js/uploads.js";
import { requests } from "/js/requests.js";
import { ask } from "/js/ask.js";
import { tries } from "/js/tries.js";
import { widgets } from "/js/widgets.js";
import { rows } from "/js/rows.js";
import { live } from "/js/live.js";
import { suggest } from "/js/suggest.js";
import { opened } from "/js/opened.js";
import { whole } from "/js/whole.js";

requests();
preferences();
widgets();
keys();
palette();
uploads();
rows();
live();
suggest();
opened();
whole();
ask();
tries();
