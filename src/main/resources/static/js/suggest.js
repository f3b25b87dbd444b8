/**
 * Completes what is typed into a field for searching, with one's own recent searches first: down
 * and up choose, Enter takes, Escape closes. Without a script the field is a field.
 */
export function suggest() {
  for (const input of document.querySelectorAll('form[action="/search"] input[type=search][name=q]')) {
    complete(input);
  }
}

let made = 0;

function complete(input) {
  const list = document.createElement("ul");
  list.id = `suggest-${made++}`;
  list.className = "suggest";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? "");
  list.hidden = true;
  document.body.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let asked = 0;
  let waiting = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const select = (option) => {
    for (const each of list.children) each.setAttribute("aria-selected", String(each === option));
    if (option) input.setAttribute("aria-activedescendant", option.id);
  };
  const selected = () => list.querySelector("[aria-selected=true]");
  const take = (option) => {
    input.value = option.dataset.words;
    close();
    input.form.requestSubmit();
  };
  const show = (answer) => {
    const words = new Set(answer.recent);
    const all = [...answer.recent.map((each) => [each, true])];
    for (const each of answer.suggestions) if (!words.has(each)) all.push([each, false]);
    list.replaceChildren(...all.slice(0, 10).map(([text, recent], at) => option(list.id, text, recent, at)));
    if (!all.length) return close();
    const place = input.getBoundingClientRect();
    list.style.insetInlineStart = `${place.left + scrollX}px`;
    list.style.insetBlockStart = `${place.bottom + scrollY}px`;
    list.style.inlineSize = `${place.width}px`;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const ask = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(input.value.slice(0, 200))}`);
      if (answer.ok && mine === asked && document.activeElement === input) show(await answer.json());
    } catch {
      close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("blur", () => {
    asked++;
    close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      ask();
    } else if (list.hidden) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const all = [...list.children];
      const at = all.indexOf(selected()) + (event.key === "ArrowDown" ? 1 : -1);
      select(all[at < 0 ? all.length - 1 : at % all.length]);
    } else if (event.key === "Enter" && selected()) {
      event.preventDefault();
      take(selected());
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li");
    event.preventDefault();
    if (option) take(option);
  });
}

function option(list, text, recent, at) {
  const made = document.createElement("li");
  made.id = `${list}-${at}`;
  made.dataset.words = text;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  const said = document.createElement("span");
  said.textContent = text;
  made.append(said);
  if (recent) {
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", "/icons.svg#history");
    icon.append(use);
    made.append(icon);
  }
  return made;
}
