/** Ctrl+K: type a few letters of a place, or words to search or to ask. */
export function palette() {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const input = dialog.querySelector("input");
  const options = [...dialog.querySelectorAll("[role=option]")];

  const visible = () => options.filter((each) => !each.hidden);
  const select = (option) => {
    for (const each of options) each.setAttribute("aria-selected", String(each === option));
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
  };
  const narrow = () => {
    const words = input.value.trim().toLowerCase();
    for (const each of options) {
      const target = each.dataset.find;
      each.hidden = target ? !words : !each.textContent.toLowerCase().includes(words);
      if (target) each.querySelector("a").href = target + encodeURIComponent(input.value.trim());
    }
    select(visible()[0]);
  };
  const move = (by) => {
    const shown = visible();
    const at = shown.findIndex((each) => each.getAttribute("aria-selected") === "true");
    select(shown[(at + by + shown.length) % shown.length]);
  };

  document.addEventListener("keydown", (event) => {
    const wanted = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    const off = document.documentElement.dataset.shortcuts === "off";
    if (!wanted || off || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (dialog.open) return dialog.close();
    input.value = "";
    narrow();
    dialog.showModal();
    input.focus();
  });
  input.addEventListener("input", narrow);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      dialog.querySelector("[aria-selected=true] a")?.click();
    }
  });
}
