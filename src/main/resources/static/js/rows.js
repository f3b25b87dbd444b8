/** j and k go from one element with data-row to the next, by the first link or button in it. */
export function rows() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "j" && event.key !== "k") return;
    if (document.documentElement.dataset.shortcuts === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, dialog[open]")) return;
    const all = [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
    if (!next) return;
    event.preventDefault();
    const target = next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button, [tabindex]");
    target?.focus();
    next.scrollIntoView({ block: "nearest" });
  });
}
