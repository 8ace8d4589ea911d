/** How long a test waits for something that should come at once; generous, because two cores are shared. */
export const PATIENCE_MILLIS = 30_000;

/** Settles as the promise does, or rejects after the deadline with a message that says what was awaited. */
export function within(millis, what, promise) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${millis} ms for ${describe(what)}`)), millis);
  });
  return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}

/** Completes when something is so, or is found to be so, of which no event tells. */
export async function becomes(what, isSo, patienceMillis = PATIENCE_MILLIS) {
  let givenUp = false;
  const watching = (async () => {
    while (!givenUp && !(await isSo())) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  })();
  await within(patienceMillis, what, watching).finally(() => (givenUp = true));
}

function describe(what) {
  return typeof what === 'function' ? what() : what;
}
