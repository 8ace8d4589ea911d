import { within } from '../harness/deadline.mjs';

/** How long a writer waits for an answer: longer than the slowest SDK takes until it asks again. */
const ANSWER_PATIENCE_MILLIS = 75_000;

export const Outcome = Object.freeze({
  ACKNOWLEDGED: 'acknowledged',
  /** For good: the server said that it did not do it, and will not. */
  REFUSED: 'refused',
  /** The connection was lost before the answer, or the server said that it could not say. */
  UNKNOWN: 'unknown',
});

/** What one window's clients tried, in the order of the beginnings, and how each try ended. */
export class Journal {
  #last = 0;
  writes = [];
  /** Failures that are neither a refusal nor a lost connection, by their words. */
  errors = new Map();

  /**
   * Has a client write something; completes with the answer, or with nothing where there was none.
   *
   * @param write `by` whom, to which `object`, of which `kind`, and the `key` where it has one
   * @param act is given the write's id, which must be found in what is written
   */
  async account(write, act) {
    const entry = { ...write, id: `w${++this.#last}`, beganAt: Date.now(), outcome: Outcome.UNKNOWN };
    this.writes.push(entry);
    try {
      const answer = await within(
        ANSWER_PATIENCE_MILLIS,
        `an answer to ${entry.id} (${write.kind}, ${write.object})`,
        act(entry.id),
      );
      entry.outcome = Outcome.ACKNOWLEDGED;
      entry.key = String(write.key ?? answer?.key ?? '');
      return answer ?? {};
    } catch (error) {
      entry.outcome = outcomeOf(error);
      const words = `${write.by.replace(/\d+$/, '')}: ${error.status ?? ''} ${error.code ?? ''} ${error.message}`;
      this.errors.set(words, (this.errors.get(words) ?? 0) + 1);
      return undefined;
    } finally {
      entry.endedAt = Date.now();
    }
  }

  /** Completes when every write has ended. */
  count(outcome) {
    return this.writes.filter(write => write.outcome === outcome).length;
  }
}

function outcomeOf({ status }) {
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? Outcome.REFUSED : Outcome.UNKNOWN;
}
