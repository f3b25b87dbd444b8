// Files on their way, kept in the browser, so that leaving the page or closing it loses none.
const STORE = "files";
let opened;

function open() {
  opened ||= new Promise((resolve, reject) => {
    const request = indexedDB.open("cloister-uploads", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** What is kept for this person; what another left in this browser is dropped. */
export async function kept(owner) {
  try {
    const all = await run("readonly", (store) => store.getAll());
    const others = all.filter((one) => one.owner !== owner);
    for (const one of others) await run("readwrite", (store) => store.delete(one.id));
    return all.filter((one) => one.owner === owner).sort((a, b) => a.order - b.order);
  } catch {
    return []; // a browser that keeps nothing sends as long as the page is open
  }
}

/** Keeps one; false if the browser has no room for it or does not allow it. */
export async function keep(one) {
  try {
    await run("readwrite", (store) => store.put(one));
    return true;
  } catch {
    return false;
  }
}

export async function drop(one) {
  try {
    await run("readwrite", (store) => store.delete(one.id));
  } catch {
    // it was not kept
  }
}

/** Does the work unless another tab does it; null then. */
export function alone(id, work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(`cloister-upload-${id}`, { ifAvailable: true }, (lock) =>
    lock ? work() : null,
  );
}
