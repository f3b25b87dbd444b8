import { alone, drop, keep, kept } from "/js/kept.js";
import { dropped, isForField, picked } from "/js/chosen.js";
import { button, card, link, passwordForm, summary } from "/js/cards.js";
import { json, rest, send } from "/js/sending.js";

const AT_ONCE = 3;
const SETTLED = ["ready", "failed", "quarantined"];

const words = () => document.getElementById("drop").dataset;
const all = [];
let running = 0;

/**
 * Files dropped anywhere, pasted or picked are added to the library. A page that knows better,
 * because it is about one collection say, names it: data-drop-collection on any element. What is on
 * its way goes on in the next page.
 */
export function uploads() {
  const overlay = document.getElementById("drop");
  if (!overlay || document.body.dataset.signedIn !== "true") return;
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragenter", (event) => {
    if (carriesFiles(event)) overlay.hidden = false;
  });
  addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) overlay.hidden = true;
  });
  addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    overlay.hidden = true;
    add(await dropped(event.dataTransfer));
  });
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || isForField(event.target)) return;
    event.preventDefault();
    add(files);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.("[data-uploads]")) return;
    const files = picked(event.target);
    if (!files.length) return;
    event.preventDefault();
    add(files);
    event.target.reset();
  });
  addEventListener("beforeunload", (event) => {
    if (all.some((one) => one.unkept && isMoving(one))) event.preventDefault();
  });
  kept(owner()).then((left) => left.forEach(enter));
}

const owner = () => document.body.dataset.user;
const isMoving = (one) => one.state === "waiting" || one.state === "sending";

function add(files) {
  const place = document.querySelector("[data-drop-collection]");
  const collection = place && (place.dataset.dropCollection || place.value);
  files.forEach((file, order) => {
    const one = {
      id: crypto.randomUUID?.() ?? `${Date.now()}-${order}-${Math.random()}`,
      owner: owner(),
      order: Date.now() + order / 100000,
      file,
      name: file.name,
      size: file.size,
      collection: collection || null,
      upload: null,
      state: "waiting",
    };
    keep({ ...one }).then((is) => (one.unkept = !is));
    enter(one);
  });
}

function enter(one) {
  one.under = false;
  one.shown = card(one);
  one.stop = new AbortController();
  one.shown.onClose(() => leave(one));
  all.push(one);
  tell();
  if (one.state === "failed") failed(one, one.problem, one.again);
  else if (one.state === "received") follow(one);
  else go();
}

/** Closing the card of a file on its way cancels it. */
async function leave(one) {
  one.stop.abort();
  all.splice(all.indexOf(one), 1);
  one.shown.element.remove();
  await drop(one);
  if (one.upload && one.state !== "received") await json("DELETE", `/api/v1/uploads/${one.upload}`);
  tell();
}

const remember = ({ shown, stop, ...one }) => keep(one);

function tell() {
  summary(all, {
    onClear: () => all.filter((one) => !isMoving(one)).forEach(leave),
    onList: download,
  });
}

function go() {
  while (running < AT_ONCE) {
    const next = all.find((one) => one.state === "waiting" || (one.state === "sending" && !one.under));
    if (!next) return;
    running++;
    next.under = true;
    next.state = "sending";
    take(next).finally(() => {
      running--;
      next.under = false;
      tell();
      go();
    });
  }
}

async function take(one) {
  try {
    const done = await alone(one.id, () => send(one, one.shown, remember, one.stop.signal));
    if (one.stop.signal.aborted) return;
    if (!done) {
      one.state = "elsewhere"; // another tab sends it
      one.shown.element.remove();
      all.splice(all.indexOf(one), 1);
      return;
    }
    one.state = "received";
    one.document = done;
    one.file = null; // it is on the server's disk
    await remember(one);
    document.dispatchEvent(new CustomEvent("cloister:received"));
    follow(one);
  } catch (refused) {
    await failed(one, refused.message, true);
  }
}

async function failed(one, problem, again) {
  one.state = "failed";
  one.problem = problem;
  one.again = again;
  one.shown.fails(problem);
  if (one.file && again) {
    one.shown.offers(
      button(words().retry, () => {
        one.state = "waiting";
        one.shown.mends();
        go();
      }),
    );
  }
  await remember(one);
  tell();
}

/** Tells how far the reading is until it is settled. */
async function follow(one) {
  const { id, duplicateOf, sameName } = one.document;
  if (duplicateOf) return choose(one, words().duplicate, button(words().both, () => pick(one, "keep-both")));
  for (let turn = 0; !one.stop.signal.aborted; turn++) {
    const { status, body } = await json("GET", `/api/v1/documents/${id}`);
    if (status === 404) return leave(one);
    if (status === 200) {
      one.shown.reads(body.status, body.pages ? [words().pages.replace("{0}", body.pages)] : []);
      if (SETTLED.includes(body.status)) return settled(one, body, sameName);
    }
    await rest(Math.min(10000, 700 * 1.3 ** turn), one.stop.signal);
  }
}

async function settled(one, document, sameName) {
  const open = link(`/d/${document.id}`, words().open);
  if (document.status === "ready") {
    if (sameName) return choose(one, words().samename, button(words().version, () => pick(one, "new-version")));
    one.shown.offers(open);
    await drop(one); // nothing is left to do
    return tell();
  }
  one.state = "failed";
  one.problem = document.failure?.detail ?? "";
  one.shown.fails(words()[`failure${camel(document.failure?.code)}`] ?? one.problem, true);
  const again = async (password) => {
    await json("POST", `/api/v1/documents/${document.id}/retry`, password ? { password } : {});
    one.state = "received";
    one.shown.mends();
    tell();
    follow(one);
  };
  one.shown.offers(
    open,
    document.failure?.code === "encrypted" ? passwordForm(again) : button(words().retry, () => again()),
  );
  await drop(one); // it is on the inbox page from now on
  tell();
}

const camel = (code) => (code ?? "").replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase());

/** Asks until it is answered or closed, on the next pages too. */
function choose(one, text, ...offers) {
  one.shown.reads("ready");
  one.shown.say(text);
  const other = one.document.duplicateOf ?? one.document.sameName;
  one.shown.offers(link(`/d/${other}`, words().open), ...offers);
  tell();
}

async function pick(one, choice) {
  const { status, body } = await json("POST", `/api/v1/uploads/${one.upload}/choice`, { choice });
  if (status !== 200) return one.shown.say([body?.detail, body?.hint].filter(Boolean).join(". "));
  one.document = { id: body.id, version: body.version };
  await remember(one);
  one.shown.mends();
  document.dispatchEvent(new CustomEvent("cloister:received"));
  follow(one);
}

/** The list of what failed, for a table. */
function download() {
  const cell = (text) => `"${String(text ?? "").replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  const rows = all.filter((one) => one.state === "failed").map((one) => [one.name, one.size, one.problem]);
  const text = [["file", "bytes", "problem"], ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  const made = link(URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" })), "");
  made.download = "not-received.csv";
  made.click();
  setTimeout(() => URL.revokeObjectURL(made.href), 1000);
}
