/** How long to wait between attempts, in milliseconds: doubling up to a limit, and spread so that not all come at once. */
export interface BackoffOptions {
  /** Before the first repetition. */
  minMillis: number;
  /** At most. */
  maxMillis: number;
}

/** @internal */
export const DEFAULT_BACKOFF: BackoffOptions = { minMillis: 250, maxMillis: 15_000 };

/** @internal The delays between attempts: each between half of its step and all of it. */
export class Backoff {
  #failures = 0;

  constructor(readonly options: BackoffOptions = DEFAULT_BACKOFF) {}

  next(leastMillis = 0): number {
    const step = Math.min(this.options.maxMillis, this.options.minMillis * 2 ** Math.min(this.#failures++, 20));
    return Math.max(leastMillis, step * (0.5 + Math.random() / 2));
  }

  reset(): void {
    this.#failures = 0;
  }
}
