const POLL = 5000;
const CALM = 700;

/**
 * Parts of a page that change by themselves: an element with data-live gets the event
 * "cloister:changed" (for its hx-trigger) whenever something changed on the server. One stream for
 * the whole page; where it cannot be had, the elements are told every few seconds instead.
 */
export function live() {
  if (!document.querySelector("[data-live]") || document.body.dataset.signedIn !== "true") return;
  let due = 0;
  let polling = 0;
  const tell = () => {
    due = 0;
    for (const element of document.querySelectorAll("[data-live]")) {
      element.dispatchEvent(new CustomEvent("cloister:changed"));
    }
  };
  const soon = () => (due ||= setTimeout(tell, CALM));
  const poll = (on) => {
    clearInterval(polling);
    polling = on ? setInterval(() => document.hidden || tell(), POLL) : 0;
  };

  const stream = new EventSource("/api/v1/events");
  for (const name of ["document", "job"]) stream.addEventListener(name, soon);
  stream.addEventListener("open", () => poll(false));
  stream.addEventListener("error", () => poll(true));
  addEventListener("pagehide", () => stream.close());
  document.addEventListener("cloister:received", soon);
}
