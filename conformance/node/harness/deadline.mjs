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

function describe(what) {
  return typeof what === 'function' ? what() : what;
}
