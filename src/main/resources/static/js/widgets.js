/**
 * Small things that pages ask for by an attribute: data-copy="#id" copies what that element says,
 * data-confirm asks before a form is sent, data-submits sends its form when it changes.
 */
export function widgets() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    const from = document.querySelector(button.dataset.copy);
    await copy(from?.value ?? from?.textContent?.trim() ?? "");
    const label = button.querySelector("span") ?? button;
    const before = label.textContent;
    label.textContent = button.dataset.copied ?? "✓";
    setTimeout(() => (label.textContent = before), 1600);
  });
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    event.target.closest?.("[data-submits]")?.form?.requestSubmit();
  });
  showTab();
}

/** On a narrow screen the tab of this page may stand beyond the edge. */
function showTab() {
  const tab = document.querySelector(".tabs a[aria-current]");
  if (!tab) return;
  const beside = (tab.parentElement.clientWidth - tab.offsetWidth) / 2;
  tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - beside;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}
