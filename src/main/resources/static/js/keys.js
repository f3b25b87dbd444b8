/** Whether single keys may do something: the one switch, and never while somebody types. */
function listening(event) {
  if (document.documentElement.dataset.shortcuts === "off") return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (document.querySelector("dialog[open]")) return false;
  return !event.target.closest?.("input, textarea, select, [contenteditable]");
}

/**
 * Elements say their own key: data-key="x", or "g i" for two keys in a row. A field is focused, a
 * link or button is followed.
 */
export function keys() {
  let before = "";
  let since = 0;
  document.addEventListener("keydown", (event) => {
    if (!listening(event) || event.key.length !== 1) return;
    const now = Date.now();
    const sequence = now - since < 1200 && before ? `${before} ${event.key}` : event.key;
    const target = find(sequence) ?? find(event.key);
    before = target ? "" : event.key;
    since = now;
    if (target) {
      event.preventDefault();
      follow(target);
    }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog) {
      event.preventDefault();
      if (dialog.id === "keys") list(dialog);
      dialog.showModal();
    }
  });
}

function find(sequence) {
  const all = document.querySelectorAll(`[data-key="${CSS.escape(sequence)}"]`);
  return [...all].find((each) => each.checkVisibility()) ?? all[0];
}

function follow(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

/** Fills the list from what is on the page, so that it never says what is not so. */
function list(dialog) {
  const shown = dialog.querySelector("dl");
  const rows = new Map([["Ctrl K", shown.dataset.palette], ["Esc", shown.dataset.close]]);
  for (const element of document.querySelectorAll("[data-key]")) {
    const label =
      element.dataset.keyLabel ?? element.getAttribute("aria-label") ?? element.textContent.trim();
    if (label && !rows.has(element.dataset.key)) rows.set(element.dataset.key, label);
  }
  shown.replaceChildren(
    ...[...rows].map(([key, label]) => {
      const row = document.createElement("div");
      const term = document.createElement("dt");
      const keyed = document.createElement("dd");
      term.textContent = label;
      for (const part of key.split(" ")) {
        const kbd = document.createElement("kbd");
        kbd.textContent = part;
        keyed.append(kbd, " ");
      }
      row.append(term, keyed);
      return row;
    }),
  );
}
