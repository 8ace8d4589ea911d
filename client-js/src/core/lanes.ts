/** @internal Work that must happen one after the other, by the name of what it is done to. */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does this when everything that was named the same before is done, however that ended. */
  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const result = before ? before.then(work, work) : work();
    this.#last.set(name, result);
    const forget = () => {
      if (this.#last.get(name) === result) {
        this.#last.delete(name);
      }
    };
    result.then(forget, forget);
    return result;
  }
}
