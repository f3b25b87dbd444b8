import { csrf } from "/js/requests.js";

/** Posts what is asked, and calls on[event] with the data of each event of the answer. */
export async function events(address, asked, signal, on) {
  const token = csrf();
  const response = await fetch(address, {
    method: "POST",
    signal,
    headers: {
      "Content-Type": "application/json",
      Accept: "text/event-stream",
      ...(token ? { [token.name]: token.value } : {}),
    },
    body: JSON.stringify(asked),
  });
  if (!response.ok) throw new Error(String(response.status));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const whole = (waiting + piece.value).split("\n\n");
    waiting = whole.pop();
    for (const event of whole) {
      const name = /^event: (.+)$/m.exec(event)?.[1];
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (name && data) on[name]?.(JSON.parse(data));
    }
  }
}
