// import() belongs to JavaScript's grammar, so wasm cannot call it by itself.

let annex;
let opening;
let failures = 0;

/** Downloads and starts the annex; at once when it is here already, and once when several ask for it. */
export function open() {
  opening ??= begin();
  return opening;
}

async function begin() {
  try {
    // Browsers remember that a module could not be had, so every further attempt has an address of its own.
    const found = await import(failures === 0 ? "/annex.js" : `/annex.js?again=${failures}`);
    await found.default();
    annex = found;
  } catch (error) {
    failures += 1;
    opening = undefined;
    throw error;
  }
}

/** Begins a visit. Only after `open`. */
export const enter = (...hall) => annex.enter(...hall);
