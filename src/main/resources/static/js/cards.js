// One card a file: its stage, how fast it goes and how long it takes, and what can be done with it.
const words = () => document.getElementById("drop").dataset;
const language = () => document.documentElement.lang || "en";

const megabytes = (bytes, unit) =>
  new Intl.NumberFormat(language(), { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / 1e6);

function duration(seconds) {
  const [value, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return new Intl.NumberFormat(language(), { style: "unit", unit, maximumFractionDigits: 0 }).format(Math.max(1, value));
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export function card(one) {
  const shown = element("div", "toast-note upload");
  shown.dataset.upload = one.id;
  const title = element("b", "", one.name);
  title.title = one.name;
  const close = element("button", "", "×");
  close.type = "button";
  close.setAttribute("aria-label", words().close);
  const state = element("span", "upload-state", words().waiting);
  const progress = element("progress");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", one.name);
  const actions = element("div", "upload-actions");
  shown.append(title, close, progress, state, actions);
  document.getElementById("upload-cards").append(shown);
  const began = { at: 0, sent: 0 };
  return {
    element: shown,
    say: (text) => (state.textContent = text),
    sent(bytes) {
      began.at ||= performance.now();
      began.sent ||= bytes || 1;
      progress.value = one.size ? bytes / one.size : 1;
      const seconds = (performance.now() - began.at) / 1000;
      const rate = seconds > 0.5 ? (bytes - began.sent) / seconds : 0;
      const parts = [words().sending];
      if (rate > 0) {
        parts.push(megabytes(rate, "megabyte-per-second"));
        if (bytes < one.size) parts.push(words().left.replace("{0}", duration((one.size - bytes) / rate)));
      }
      state.textContent = parts.join(" · ");
    },
    waits() {
      began.at = 0;
      state.textContent = words().lost;
    },
    reads(status, parts) {
      if (status === "ready" || status === "failed" || status === "quarantined") {
        progress.remove();
      } else {
        progress.removeAttribute("value");
      }
      state.textContent = [words()[`stage${status[0].toUpperCase()}${status.slice(1)}`], ...(parts ?? [])].filter(Boolean).join(" · ");
    },
    fails(text, isReceived) {
      shown.classList.add("bad");
      progress.remove();
      state.textContent = [isReceived ? "" : words().failed, text].filter(Boolean).join(". ");
    },
    mends() {
      shown.classList.remove("bad");
      actions.replaceChildren();
      if (!progress.isConnected) close.after(progress);
      progress.value = 0;
    },
    offers(...all) {
      actions.replaceChildren(...all);
    },
    onClose(action) {
      close.onclick = action;
    },
  };
}

export function button(text, action) {
  const made = element("button", "btn btn-sm", text);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

export function link(href, text) {
  const made = element("a", "", text);
  made.href = href;
  return made;
}

/** A field for the password of a file, with its button. */
export function passwordForm(send) {
  const form = element("form", "upload-password");
  const field = element("input", "form-control form-control-sm");
  field.type = "password";
  field.autocomplete = "off";
  field.required = true;
  field.setAttribute("aria-label", words().password);
  field.placeholder = words().password;
  const go = element("button", "btn btn-sm", words().retry);
  form.append(field, go);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    send(field.value);
  });
  return form;
}

/** The line above the cards: how many are through, and what can be done with all of them. */
export function summary(all, { onClear, onList }) {
  const line = document.getElementById("upload-summary");
  const through = all.filter((one) => one.state !== "waiting" && one.state !== "sending").length;
  const failed = all.filter((one) => one.state === "failed").length;
  line.hidden = all.length < 2 && !failed;
  line.replaceChildren(
    element("span", "", words().summary.replace("{0}", through).replace("{1}", all.length)),
    ...(failed ? [button(words().list, onList)] : []),
    ...(through ? [button(words().clear, onClear)] : []),
  );
}
