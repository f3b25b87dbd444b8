// The files behind what was dropped, pasted or picked: folders are walked through.
const NOT_MEANT = /^(\.|thumbs\.db$|desktop\.ini$|~\$)/i;

/** All files of a drop, those of folders too; call it before the event is over. */
export async function dropped(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const files = [];
  for (const entry of entries) await walk(entry, files);
  return files;
}

async function walk(entry, files) {
  if (!entry) return;
  if (entry instanceof File) {
    files.push(entry);
  } else if (entry.isFile) {
    const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
    if (file) files.push(file);
  } else if (!NOT_MEANT.test(entry.name)) {
    const reader = entry.createReader();
    for (;;) {
      // a reader gives a hundred at a time
      const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
      if (!some.length) return;
      for (const one of some) if (!NOT_MEANT.test(one.name)) await walk(one, files);
    }
  }
}

/** The files of a form, but for what systems leave in folders. */
export function picked(form) {
  return [...form.querySelectorAll("[type=file]")]
    .flatMap((input) => [...input.files].map((file) => ({ file, ofFolder: input.webkitdirectory })))
    .filter(({ file, ofFolder }) => !ofFolder || !file.webkitRelativePath.split("/").some((part) => NOT_MEANT.test(part)))
    .map(({ file }) => file);
}

/** Whether a paste is meant for the field it goes into. */
export function isForField(target) {
  return Boolean(target.closest?.("input, textarea, select, [contenteditable]"));
}
