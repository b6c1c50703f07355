// import() belongs to JavaScript's grammar, so wasm cannot call it by itself.

let annex;
let failures = 0;

/** Downloads and starts the annex; at once when it is here already. */
export async function open() {
  try {
    // Browsers remember that a module could not be had, so every further attempt has an address of its own.
    const found = await import(failures === 0 ? "/annex.js" : `/annex.js?again=${failures}`);
    await found.default();
    annex = found;
  } catch (error) {
    failures += 1;
    throw error;
  }
}

/** Begins a visit. Only after `open`. */
export const enter = (...hall) => annex.enter(...hall);
