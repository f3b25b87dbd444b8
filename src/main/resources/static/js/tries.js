import { events } from "/js/events.js";

/** Asks the chosen models at the same time and shows their replies while they are written. */
export function tries() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-try]");
    const template = document.getElementById("try-reply");
    if (!form || !template || event.defaultPrevented) return;
    const fields = new FormData(form);
    const models = fields.getAll("model");
    // what cannot be asked is told by the server
    if (!models.length || models.length > Number(form.dataset.most)) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    all(form, template, fields, models);
  });
}

async function all(form, template, fields, models) {
  const stop = form.querySelector("[data-try-stop]");
  const status = form.querySelector("[data-try-status]");
  const stopping = new AbortController();
  stop.onclick = () => stopping.abort();
  form.dataset.busy = "yes"; // a disabled button would lose the keyboard's focus
  stop.hidden = false;
  status.textContent = template.dataset.asking;
  const cards = models.map(() => template.content.firstElementChild.cloneNode(true));
  document.getElementById("tries").replaceChildren(...cards);
  await Promise.all(
    models.map((model, i) => one(cards[i], template.dataset, form, fields, model, stopping.signal)),
  );
  delete form.dataset.busy;
  stop.hidden = true;
  status.textContent = template.dataset.ended;
}

async function one(card, words, form, fields, model, signal) {
  const part = (name) => card.querySelector(`[data-part="${name}"]`);
  const end = (outcome, detail) => {
    const kind = outcome === "completed" ? "ok" : outcome === "failed" ? "bad" : "warn";
    part("outcome").className = `state state-${kind}`;
    part("outcome").textContent = words[outcome.replace(/-(.)/g, (_, c) => c.toUpperCase())];
    part("detail").textContent = detail ?? "";
  };
  part("model").textContent = model;
  part("outcome").textContent = words.asking;
  let finished = null;
  const on = {
    queued(data) {
      part("outcome").textContent = words.queued.replace("#", data.place);
    },
    delta(data) {
      part("outcome").textContent = words.asking;
      part("text").textContent += data.text;
    },
    done(data) {
      finished = data;
    },
  };
  try {
    await events("/api/v1/models/try", body(fields, model), signal, on);
  } catch {
    // stopped, or the connection broke: told below
  }
  if (!finished) {
    end(signal.aborted ? "stopped" : "failed");
    return;
  }
  const language = document.documentElement.lang;
  const seconds = (millis) =>
    millis === null
      ? "–"
      : `${(millis / 1000).toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} s`;
  end(finished.outcome, finished.detail);
  part("text").textContent = finished.text;
  part("tokens").textContent =
    `${finished.estimated ? "~" : ""}${finished.inputTokens} / ${finished.outputTokens}`;
  part("cost").textContent = (finished.costMicros / 1e6).toLocaleString(language, {
    style: "currency",
    currency: form.dataset.try,
    maximumFractionDigits: 6,
  });
  part("first").textContent = seconds(finished.firstTokenMillis);
  part("time").textContent = seconds(finished.millis);
}

function body(fields, model) {
  return {
    model,
    prompt: fields.get("prompt"),
    system: fields.get("system"),
    label: fields.get("label"),
  };
}
