/** How long a call that has succeeded waits for its effect to be seen here. */
const PATIENCE_MILLIS = 5_000;

/** @internal Calls that wait until what they did is seen here, so that whoever awaits them finds things changed. */
export class Waiters {
  readonly #waiting = new Set<() => void>();

  /** Completes when it is so, or when it has taken too long: then the effect comes later, or was undone already. */
  until(isSo: () => boolean): Promise<void> {
    if (isSo()) {
      return Promise.resolve();
    }
    return new Promise(resolve => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const look = () => {
        if (isSo()) {
          done();
        }
      };
      const timer = setTimeout(done, PATIENCE_MILLIS);
      this.#waiting.add(look);
    });
  }

  /** Something has changed. */
  look(): void {
    [...this.#waiting].forEach(look => look());
  }
}
