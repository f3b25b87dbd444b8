import { csrf } from "/js/requests.js";

/** Theme and shortcuts change at once, without leaving what is half written on the page. */
export function preferences() {
  for (const form of document.querySelectorAll("form[data-preference]")) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button?.name) return;
      event.preventDefault();
      const root = document.documentElement;
      root.dataset[form.dataset.preference] = button.value;
      document.dispatchEvent(new CustomEvent("cloister:theme"));
      for (const each of form.querySelectorAll("button")) {
        each.setAttribute("aria-pressed", String(each === button));
      }
      const token = csrf();
      const body = new URLSearchParams({ [button.name]: button.value });
      fetch(form.action, {
        method: "POST",
        body,
        redirect: "manual",
        headers: token ? { [token.name]: token.value } : {},
      }).catch(() => form.submit());
    });
  }
}
