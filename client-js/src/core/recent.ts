/** @internal The values that were used last, up to a number. */
export class Recent<K, V> {
  readonly #values = new Map<K, V>();

  constructor(readonly limit: number) {}

  get(key: K): V | undefined {
    return this.#values.get(key);
  }

  set(key: K, value: V): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.limit) {
      this.#values.delete(this.#values.keys().next().value as K);
    }
  }

  delete(key: K): void {
    this.#values.delete(key);
  }

  values(): IterableIterator<V> {
    return this.#values.values();
  }
}
