// Runs before the first paint, so that a page never flashes in the wrong theme.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const wish = root.dataset.theme ?? "system";
    const theme = wish === "system" ? (dark.matches ? "dark" : "light") : wish;
    root.setAttribute("data-bs-theme", theme);
  };
  dark.addEventListener("change", apply);
  document.addEventListener("cloister:theme", apply);
  apply();
})();
