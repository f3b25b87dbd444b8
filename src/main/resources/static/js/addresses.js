// The server takes 8,192 bytes before the body of a request; headers and cookies need their part.
const MOST = 6_000;

/**
 * Keeps a search here whose address would be longer than the server takes, and says so at its
 * field: signs of other scripts than Latin take up to nine characters of an address.
 */
export function addresses() {
  const said = document.body.dataset.tooLong;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const field = form.querySelector("[name=q]:not([type=hidden])");
    if (!said || !field || form.method !== "get") return;
    if (new URLSearchParams(new FormData(form)).toString().length <= MOST) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    field.setCustomValidity(said);
    field.reportValidity();
    field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
  }, true);
}
