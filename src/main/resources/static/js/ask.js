import { events } from "/js/events.js";

const LATER = 400;
const TRIES = 12;

/**
 * Asks without leaving the page: a form with data-ask is sent to the API, its answer is shown while
 * it is written, and in the end the page is taken from the server as it is without scripts.
 */
export function ask() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-ask]");
    const template = document.getElementById("ask-live");
    if (!form || !template || event.defaultPrevented) return;
    event.preventDefault();
    if (!document.querySelector(".turn-live")) answer(form, template);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector(".turn-live .ask-stop")?.click();
    const field = event.target.closest?.("form[data-ask] textarea");
    if (field && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      field.form.requestSubmit();
    }
  });
}

async function answer(form, template) {
  const fields = new FormData(form);
  const question = String(fields.get("q") ?? "").trim();
  if (!question) return;
  const words = template.dataset;
  const turn = template.content.firstElementChild.cloneNode(true);
  const step = turn.querySelector(".ask-step");
  const shown = turn.querySelector(".answer");
  const stopping = new AbortController();
  turn.classList.add("turn-live");
  turn.querySelector(".ask-question").textContent = question;
  turn.querySelector(".ask-stop").addEventListener("click", () => stopping.abort());
  document.getElementById("asking").replaceChildren(turn);
  turn.scrollIntoView({ block: "nearest" });

  let thread = String(fields.get("thread") ?? "") || null;
  let finished = null;
  let text = "";
  let settled = 0;
  const pending = document.createElement("p");
  shown.append(pending);
  const on = {
    status(data) {
      thread = data.thread ?? thread;
      const said = words[data.status];
      if (said) step.textContent = said.replace("#", data.place ?? "");
    },
    sources(data) {
      if (data.sources.length) step.textContent = `${data.sources.length} ${words.found}`;
    },
    delta(data) {
      text += data.text;
      pending.textContent = unmarked(text.slice(settled));
    },
    block(data) {
      pending.insertAdjacentHTML("beforebegin", data.html);
      settled += data.length;
      pending.textContent = unmarked(text.slice(settled));
    },
    done(data) {
      finished = data;
    },
  };
  try {
    await events("/api/v1/ask", body(fields, question), stopping.signal, on);
  } catch {
    // stopped, or the connection broke: what was made until then is kept by the server
  }
  const at = finished?.turn ?? null;
  if (!thread || !(await open(thread, at, form, words))) {
    turn.classList.remove("turn-live");
    turn.querySelector(".ask-stop").remove();
    step.textContent = words.failed;
    step.className = "state state-bad";
    shown.removeAttribute("aria-busy");
  }
}

function body(fields, question) {
  return {
    question,
    mode: fields.get("mode") || "auto",
    collections: fields.getAll("collections"),
    documents: fields.getAll("documents"),
    thread: fields.get("thread") || null,
  };
}

/** Shows the conversation as the server has it; after a stop that takes a moment. */
async function open(thread, turn, form, words) {
  const scope = new URLSearchParams();
  for (const name of ["collections", "documents"]) {
    for (const id of new FormData(form).getAll(name)) scope.append(name, id);
  }
  const before = document.querySelectorAll("main#ask .turn:not(.turn-live)").length;
  const address = `/ask/${thread}${scope.size ? `?${scope}` : ""}`;
  for (let i = 0; i < TRIES; i++) {
    const response = await fetch(address).catch(() => null);
    if (response?.ok) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const turns = page.querySelectorAll("main#ask .turn");
      if (turn !== null || turns.length > before || !form.elements.thread) {
        show(page, address, turns[turns.length - 1], words);
        return true;
      }
    }
    await new Promise((later) => setTimeout(later, LATER));
  }
  return false;
}

function show(page, address, turn, words) {
  document.querySelector("main#ask").replaceWith(page.querySelector("main#ask"));
  document.title = page.title;
  history.pushState(null, "", turn ? `${address}#${turn.id}` : address);
  const heading = turn && document.querySelector(`#${turn.id} .ask-question`);
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: "start" });
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.getElementById("asking")?.append(said);
  setTimeout(() => (said.textContent = words.ready), 50);
}

/** Without marks such as [1], of which the last may still be on its way. */
function unmarked(text) {
  return text.replace(/\s?[[【][^\]】\n]{0,24}(?:[\]】]|$)/g, "");
}
