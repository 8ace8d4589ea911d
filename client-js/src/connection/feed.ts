/** @internal What is followed, as a subscription names it. */
export interface FollowedObject {
  sid: string;
  type: 'document' | 'list' | 'map' | 'stream';
}

/** @internal What a feed tells. */
export interface FeedListener {
  /** A change that others made, or this client elsewhere. */
  changed(eventType: string, event: any): void;
  /** The object is gone, or may not be seen any more. */
  gone(): void;
  /** The server refuses to tell of it, for a reason that lasts. */
  failed(error: { status: number; code: number; message: string }): void;
}

/** @internal The code of a failure after which the object has to be read anew: the server does not know the cursor. */
export const CURSOR_LOST = 54013;

/** What this client changed itself, waiting for its place among the changes of others. */
interface OwnChange {
  apply: () => void;
  done: () => void;
}

/** A place that may be that of an own change whose answer is still on its way, and what is told behind it. */
interface Hold {
  at: number;
  awaited: Set<object>;
  behind: (() => void)[];
}

/** How many events wait behind such a place; with more, it is passed over. */
const BEHIND_LIMIT = 1_000;

/** How long an own change may be missing among the events before they are asked for again. */
const OVERDUE_MILLIS = 5_000;

/**
 * @internal The changes of one object, in the order of their event ids, each once: those of others as they come, own
 * ones when their turn comes. Whatever was missed while the connection was away is told from the last id on.
 */
export class Feed {
  #state: 'waiting' | 'replaying' | 'live' | 'closed' = 'waiting';
  #own = new Map<number, OwnChange>();
  #asked = new Set<object>();
  #held: Hold | undefined;
  #overdue: ReturnType<typeof setTimeout> | undefined;
  #tellLive!: () => void;
  /** Completes when changes are told as they happen, for the first time, or when that will never be. */
  readonly live = new Promise<void>(resolve => (this.#tellLive = resolve));

  /**
   * @param cursor the id of the last event that is known
   * @param refresh asks for everything after the cursor once more
   */
  constructor(
    readonly object: FollowedObject,
    private cursor: number | null,
    readonly listener: FeedListener,
    readonly refresh: (feed: Feed) => void,
  ) {}

  /** The id of the last event that was told; null for a stream, whose messages have none. */
  get lastEventId(): number | null {
    return this.cursor;
  }

  get isLive(): boolean {
    return this.#state === 'live';
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** Events come from here on as a replay, or there is no connection. */
  restart(): void {
    if (!this.isClosed) {
      this.#state = 'replaying';
      // It comes again, with whatever is behind it.
      this.#held = undefined;
    }
  }

  /** The replay is complete, up to this id. */
  established(lastEventId: number | null): void {
    if (this.isClosed || this.#holdsBack(() => this.established(lastEventId))) {
      return;
    }
    this.#state = 'live';
    this.#tellLive();
    if (lastEventId !== null && this.cursor !== null) {
      this.#advance(lastEventId);
    }
    this.#watchOwn();
  }

  /**
   * A change.
   *
   * @param isReplay whether it belongs to an answer about what was missed, which leaves out what is outdated
   */
  event(eventType: string, event: any, isReplay: boolean): void {
    if (this.isClosed || this.#holdsBack(() => this.event(eventType, event, isReplay))) {
      return;
    }
    if (this.object.type === 'stream' || this.cursor === null || typeof event.id !== 'number') {
      this.listener.changed(eventType, event);
      return;
    }
    const id: number = event.id;
    if (id <= this.cursor) {
      return;
    }
    if (!isReplay && id > this.cursor + 1 && !this.#ownsAllUpTo(id)) {
      // Something is missing, whoever lost it: the replay, which may be under way already, has this one too.
      if (this.isLive) {
        this.refresh(this);
      }
      return;
    }
    const own = this.#own.has(id);
    this.#advance(own ? id : id - 1);
    if (!own && eventType === `${this.object.type}_cursor` && this.#asked.size > 0) {
      this.#held = { at: id, awaited: new Set(this.#asked), behind: [] };
      return;
    }
    if (!own) {
      this.cursor = id;
      this.listener.changed(eventType, event);
    }
  }

  /**
   * Says that a change is being asked for whose event has no content for whoever made it. While there is no answer, such an event
   * may be that of this change, and holds back what follows. Returns what to call when there is an answer or none will come.
   */
  ask(): () => void {
    const question = {};
    this.#asked.add(question);
    return () => {
      this.#asked.delete(question);
      this.#held?.awaited.delete(question);
      if (this.#held?.awaited.size === 0) {
        this.#release();
      }
    };
  }

  /**
   * An own change, once it is known under which id it happened. Completes when it has been told in its turn.
   *
   * @param apply makes the change known here
   */
  own(eventId: number, apply: () => void): Promise<void> {
    if (this.isClosed || this.cursor === null) {
      apply();
      return Promise.resolve();
    }
    if (eventId <= this.cursor) {
      // It was told already, by a replay that overtook its answer.
      return Promise.resolve();
    }
    return new Promise(done => {
      this.#own.set(eventId, { apply, done });
      this.#watchOwn();
    });
  }

  /** Ends it: whatever waits here is told now. */
  close(): void {
    if (!this.isClosed) {
      this.#release();
      this.#advance(Number.MAX_SAFE_INTEGER);
      this.#state = 'closed';
      this.#tellLive();
      clearTimeout(this.#overdue);
    }
  }

  #holdsBack(what: () => void): boolean {
    if (this.#held && this.#held.behind.length >= BEHIND_LIMIT) {
      this.#release();
    }
    this.#held?.behind.push(what);
    return this.#held !== undefined;
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held) {
      this.#advance(held.at);
      held.behind.forEach(tell => tell());
    }
  }

  /** Tells own changes up to an id, in order, and moves there. */
  #advance(eventId: number): void {
    const ids = [...this.#own.keys()].filter(id => id <= eventId).sort((one, other) => one - other);
    for (const id of ids) {
      const change = this.#own.get(id)!;
      this.#own.delete(id);
      this.cursor = id;
      change.apply();
      change.done();
    }
    if (this.cursor !== null && eventId !== Number.MAX_SAFE_INTEGER) {
      this.cursor = Math.max(this.cursor, eventId);
    }
  }

  /** Whether there is an own change for each id up to this one: then nothing is missing. */
  #ownsAllUpTo(id: number): boolean {
    for (let missing = this.cursor! + 1; missing < id; missing++) {
      if (!this.#own.has(missing)) {
        return false;
      }
    }
    return true;
  }

  #watchOwn(): void {
    clearTimeout(this.#overdue);
    if (this.#own.size > 0 && this.isLive) {
      this.#overdue = setTimeout(() => this.refresh(this), OVERDUE_MILLIS);
    }
  }
}
