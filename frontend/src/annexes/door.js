// import() belongs to JavaScript's grammar, so wasm cannot call it by itself.

const annexes = new Map();

/** Downloads and starts the annex; at once when it is here already, and once when several ask for it. */
export function open(program) {
  let annex = annexes.get(program);
  if (annex === undefined) {
    annex = { failures: 0, module: undefined, opening: undefined };
    annexes.set(program, annex);
  }
  annex.opening ??= begin(program, annex);
  return annex.opening;
}

async function begin(program, annex) {
  try {
    // Browsers remember that a module could not be had, so every further attempt has an address of its own.
    const again = annex.failures === 0 ? "" : `?again=${annex.failures}`;
    const found = await import(`/${program}.js${again}`);
    await found.default();
    annex.module = found;
  } catch (error) {
    annex.failures += 1;
    annex.opening = undefined;
    throw error;
  }
}

/** Begins a visit. Only after `open`. */
export const enter = (program, ...hall) => annexes.get(program).module.enter(...hall);
