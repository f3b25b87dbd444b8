/** The token that every changing request carries, or null on a page without one. */
export function csrf() {
  const meta = document.querySelector('meta[name="csrf"]');
  return meta && { name: meta.dataset.header, value: meta.content };
}

/** Gives htmx's requests the token, and says so when one of them came to nothing. */
export function requests() {
  document.addEventListener("htmx:config:request", (event) => {
    const token = csrf();
    const request = event.detail.ctx.request;
    if (token && !/^(get|head)$/i.test(request.method)) {
      request.headers[token.name] = token.value;
    }
  });
  document.addEventListener("htmx:error", () => note());
}

function note() {
  const stack = document.getElementById("uploads");
  const template = document.getElementById("failed");
  if (stack && template && !stack.querySelector(".failed")) {
    const shown = template.content.firstElementChild.cloneNode(true);
    shown.classList.add("failed");
    stack.append(shown);
    setTimeout(() => shown.remove(), 8000);
  }
}
