import { call } from "/js/sending.js";

/**
 * A form with data-sends sends its one file as it is to that address, however large it is, shows
 * how far it is, and goes where data-then says. Without this it is sent as any form is.
 */
export function whole() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("[data-sends]");
    const file = form?.querySelector("input[type=file]")?.files[0];
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    send(form, file);
  });
}

async function send(form, file) {
  const button = form.querySelector("button");
  const bar = form.querySelector("progress");
  const problem = form.querySelector("[role=alert]");
  problem.hidden = true;
  button.disabled = true;
  bar.hidden = false;
  bar.max = file.size || 1;
  const leaving = (event) => event.preventDefault();
  addEventListener("beforeunload", leaving);
  const answer = await call("POST", form.dataset.sends, file, {
    headers: { "Content-Type": "application/zip" },
    onProgress: (sent) => {
      if (sent < file.size) bar.value = sent;
      else bar.removeAttribute("value"); // all of it has arrived and is looked through
    },
  });
  removeEventListener("beforeunload", leaving);
  if (answer.status === 202) {
    location.assign(form.dataset.then);
    return;
  }
  button.disabled = false;
  bar.hidden = true;
  problem.hidden = false;
  problem.textContent =
    [answer.body?.detail, answer.body?.hint].filter(Boolean).join(". ") || form.dataset.failed;
}
