/** The events of an emitter: each name with the arguments that its listeners get. */
export type EventMap = Record<string, unknown[]>;

/** What hears an event. */
export type Listener<A extends unknown[]> = (...args: A) => void;

/**
 * An emitter whose events have names and argument types that the compiler knows. Listeners are called in the order of
 * their registration; one that throws harms no other, and its error surfaces as an uncaught one of the app.
 */
export class Emitter<E extends { [K in keyof E]: unknown[] }> {
  readonly #listeners = new Map<keyof E, Listener<never>[]>();

  /** Calls the listener at each such event. */
  on<K extends keyof E>(event: K, listener: Listener<E[K]>): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  /** Calls the listener at the next such event, and never again. */
  once<K extends keyof E>(event: K, listener: Listener<E[K]>): this {
    const once = (...args: E[K]) => {
      this.off(event, once);
      listener(...args);
    };
    return this.on(event, once);
  }

  /** Calls the listener no more. */
  off<K extends keyof E>(event: K, listener: Listener<E[K]>): this {
    const rest = (this.#listeners.get(event) ?? []).filter(known => known !== listener);
    this.#listeners.set(event, rest);
    return this;
  }

  /** The same as {@link on}, by the name that Node's emitters have for it. */
  addListener<K extends keyof E>(event: K, listener: Listener<E[K]>): this {
    return this.on(event, listener);
  }

  /** The same as {@link off}, by the name that Node's emitters have for it. */
  removeListener<K extends keyof E>(event: K, listener: Listener<E[K]>): this {
    return this.off(event, listener);
  }

  /** Forgets the listeners of one event, or all of them. */
  removeAllListeners(event?: keyof E): this {
    if (event === undefined) {
      this.#listeners.clear();
    } else {
      this.#listeners.delete(event);
    }
    return this;
  }

  /** How many listeners an event has. */
  listenerCount(event: keyof E): number {
    return this.#listeners.get(event)?.length ?? 0;
  }

  /** @internal */
  emit<K extends keyof E>(event: K, ...args: E[K]): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as unknown as Listener<E[K]>)(...args);
      } catch (error) {
        // Not here: whoever comes next must still hear of the event.
        setTimeout(() => {
          throw error;
        });
      }
    }
  }
}
