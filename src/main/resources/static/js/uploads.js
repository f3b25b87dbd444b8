import { csrf } from "/js/requests.js";

const AT_ONCE = 3;

/**
 * Files dropped anywhere are added to the library. A page that knows better, because it is about
 * one collection say, names it: data-drop-collection on any element.
 */
export function uploads() {
  const overlay = document.getElementById("drop");
  if (!overlay) return;
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
  addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    overlay.hidden = true;
    send([...event.dataTransfer.files]);
  });
  document.addEventListener("cloister:send", (event) => send(event.detail.files));
  document.addEventListener("submit", (event) => {
    const chosen = event.target.matches?.("[data-uploads]") && event.target.querySelector("[type=file]");
    if (!chosen || !chosen.files.length) return;
    event.preventDefault();
    send([...chosen.files]);
    event.target.reset();
  });
}

async function send(files) {
  const place = document.querySelector("[data-drop-collection]");
  const collection = place && (place.dataset.dropCollection || place.value);
  const waiting = files.map((file) => ({ file, card: card(file.name) }));
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await one(next.file, collection, next.card);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  document.dispatchEvent(new CustomEvent("cloister:received"));
}

function one(file, collection, shown) {
  const words = document.getElementById("drop").dataset;
  const body = new FormData();
  if (collection) body.append("collection", collection);
  body.append("file", file);
  const request = new XMLHttpRequest();
  request.open("POST", "/api/v1/documents");
  request.setRequestHeader("Accept", "application/json");
  const token = csrf();
  if (token) request.setRequestHeader(token.name, token.value);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) shown.progress.value = event.loaded / event.total;
  });
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      shown.progress.remove();
      const answer = parse(request.responseText);
      const document = answer?.documents?.[0];
      if (request.status === 202 && document) {
        shown.say(document.duplicateOf ? words.duplicate : words.done);
        shown.link(`/d/${document.id}`, words.open);
      } else {
        shown.element.classList.add("bad");
        shown.say([words.failed, answer?.detail, answer?.hint].filter(Boolean).join(". "));
      }
      resolve();
    });
    request.send(body);
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function card(name) {
  const words = document.getElementById("drop").dataset;
  const element = document.createElement("div");
  element.className = "toast-note";
  const title = document.createElement("b");
  title.textContent = name;
  const state = document.createElement("span");
  state.textContent = words.sending;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", words.close);
  close.addEventListener("click", () => element.remove());
  const progress = document.createElement("progress");
  progress.max = 1;
  element.append(title, state, close, progress);
  document.getElementById("uploads").append(element);
  return {
    element,
    progress,
    say: (text) => (state.textContent = text),
    link: (href, text) => {
      const link = document.createElement("a");
      link.href = href;
      link.textContent = text;
      close.before(link);
    },
  };
}
