import { csrf } from "/js/requests.js";

const PART = 8 * 1024 * 1024;
const LONGEST_PAUSE = 15000;
const UPLOADS = "/api/v1/uploads";

/** What the server refused, with its reason; `again` if trying later may help. */
export class NotReceived extends Error {
  constructor(answer, again) {
    super([answer?.detail, answer?.hint].filter(Boolean).join(". "));
    this.again = again;
  }
}

export function call(method, path, body, { headers = {}, onProgress, signal } = {}) {
  const request = new XMLHttpRequest();
  request.open(method, path);
  request.setRequestHeader("Accept", "application/json");
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  const token = csrf();
  if (token) request.setRequestHeader(token.name, token.value);
  if (onProgress) request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
  const abort = () => request.abort();
  signal?.addEventListener("abort", abort);
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      signal?.removeEventListener("abort", abort);
      resolve({
        status: request.status,
        body: parse(request.responseText),
        pause: Number(request.getResponseHeader("Retry-After")) * 1000,
      });
    });
    request.send(body);
  });
}

export const json = (method, path, value, options) =>
  call(method, path, value && JSON.stringify(value), {
    ...options,
    headers: value ? { "Content-Type": "application/json" } : {},
  });

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Sends one file in parts and returns what it became. Goes on where it was when the connection or
 * the server comes back, be it in another page: `one.upload` names it on the server.
 *
 * @param shown is told `sent(bytes)` and `waits()`
 */
export async function send(one, shown, keep, signal) {
  let offset = null;
  for (let misses = 0; !signal.aborted; ) {
    const answer = await step(one, offset, shown, signal);
    if (signal.aborted) break;
    if (answer.status === 404 && one.upload) {
      one.upload = null; // it was left alone for too long: begins anew
      offset = null;
    } else if (answer.status >= 200 && answer.status < 300) {
      misses = 0;
      if (answer.body.document) return answer.body.document;
      if (one.upload !== answer.body.id) {
        one.upload = answer.body.id;
        await keep(one);
      }
      offset = answer.body.offset;
    } else if (isPassing(answer.status)) {
      offset = null; // what has come is asked for first
      shown.waits();
      await pause(answer.pause || Math.min(LONGEST_PAUSE, 500 * 2 ** misses++), signal);
    } else {
      throw new NotReceived(answer.body, answer.status === 507 || answer.status === 401);
    }
  }
  return null;
}

const isPassing = (status) => [0, 408, 409, 429, 502, 503, 504].includes(status);

function step(one, offset, shown, signal) {
  if (!one.upload) {
    return json("POST", UPLOADS, { fileName: one.name, bytes: one.file.size, collection: one.collection }, { signal });
  }
  const path = `${UPLOADS}/${one.upload}`;
  if (offset === null) return json("GET", path, null, { signal });
  shown.sent(offset);
  return call("PATCH", path, one.file.slice(offset, offset + PART), {
    headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) },
    onProgress: (loaded) => shown.sent(offset + loaded),
    signal,
  });
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, millis);
    addEventListener("online", end);
    signal?.addEventListener("abort", end);
  });
}

export const rest = pause;
