import { csrf } from "/js/requests.js";

/** Tells which hit was opened, on a page whose search is recorded. */
export function opened() {
  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-record]");
    const hit = event.target.closest("a") && event.target.closest("[data-rank]");
    const token = csrf();
    if (place && hit && token) {
      fetch("/search/opened", {
        method: "POST",
        keepalive: true,
        headers: { [token.name]: token.value },
        body: new URLSearchParams({ record: place.dataset.record, rank: hit.dataset.rank }),
      });
    }
  });
}
