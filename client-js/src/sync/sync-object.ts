import type { Answer, CallRequest } from '../connection/call.js';
import type { Feed, FeedListener } from '../connection/feed.js';
import { Emitter } from '../core/emitter.js';
import { goneError } from '../core/errors.js';
import type { SyncContext } from './context.js';
import type { ObjectRemoved, SubscriptionFailure } from './events.js';

/** What every sync object tells beside its own events. */
export interface SyncObjectEvents {
  /** The object was removed, here or elsewhere, or ended by itself. */
  removed: [event: ObjectRemoved];
  /** The server tells no more of it, for instance because a permission was taken away. */
  failure: [error: SubscriptionFailure];
}

/** What documents, lists, maps and streams have in common. */
export abstract class SyncObject<E extends { [K in keyof E]: unknown[] }> extends Emitter<E & SyncObjectEvents> {
  /** Its id. */
  readonly sid: string;
  /** Its name, unique among its kind in the service; null if it has none. */
  readonly uniqueName: string | null;
  /** Who made it. */
  readonly createdBy: string;
  /** When it was made. */
  readonly dateCreated: Date;
  /** @internal */
  protected readonly path: string;
  /** @internal */
  protected readonly feed: Feed;
  #dateUpdated: Date;
  #dateExpires: Date | null;
  #gone = false;

  /** @internal */
  protected constructor(
    /** @internal */
    protected readonly context: SyncContext,
    /** Document, list, map or stream. */
    readonly type: 'document' | 'list' | 'map' | 'stream',
    collection: string,
    root: any,
  ) {
    super();
    this.sid = root.sid;
    this.uniqueName = root.unique_name ?? null;
    this.createdBy = root.created_by;
    this.dateCreated = new Date(root.date_created);
    this.#dateUpdated = new Date(root.date_updated);
    this.#dateExpires = date(root.date_expires);
    this.path = `/v3/${collection}/${this.sid}`;
    const listener: FeedListener = {
      changed: (eventType, event) => {
        if (typeof event.date_created === 'string') {
          this.#dateUpdated = new Date(event.date_created);
        }
        this.changed(eventType, event);
      },
      gone: () => this.#went(false),
      failed: error => this.#say('failure', error),
    };
    this.feed = context.subscriptions.follow({ sid: this.sid, type }, root.last_event_id ?? null, listener);
  }

  /** When it last changed, as far as is known here. */
  get dateUpdated(): Date {
    return this.#dateUpdated;
  }

  /** When it ends by itself; null for never. */
  get dateExpires(): Date | null {
    return this.#dateExpires;
  }

  /**
   * Sets when it removes itself.
   *
   * @param ttl seconds from now; 0 for never
   */
  async setTtl(ttl: number): Promise<void> {
    const { body } = await this.call({ method: 'POST', path: this.path, body: { ttl } });
    this.#dateExpires = date(body?.date_expires);
  }

  /** Lets go of it: no more events. The object itself stays where it is. */
  close(): void {
    if (!this.#gone) {
      this.#gone = true;
      this.context.subscriptions.unfollow(this.feed);
      this.context.forget(this.sid);
    }
  }

  /** @internal A change that others made. */
  protected abstract changed(eventType: string, event: any): void;

  /** @internal Removes the object for everybody. */
  protected async removeObject(): Promise<void> {
    await this.call({ method: 'DELETE', path: this.path }, () => this.#went(true));
  }

  /** @internal Asks, unless the object is gone. */
  protected call<T = Answer>(
    request: CallRequest,
    receive: (answer: Answer) => T | Promise<T> = answer => answer as T,
  ): Promise<T> {
    if (this.#gone) {
      return Promise.reject(goneError(`The ${this.type} ${this.uniqueName ?? this.sid}`));
    }
    return this.context.connection.request(request, receive);
  }

  /** @internal One after the other, in the order of the calls. */
  protected inOrder<T>(part: string, work: () => Promise<T>): Promise<T> {
    return this.context.lanes.run(`${this.sid} ${part}`, work);
  }

  /** @internal */
  protected touch(body: any, expires = true): void {
    if (body?.date_updated) {
      this.#dateUpdated = new Date(body.date_updated);
    }
    if (expires && body && 'date_expires' in body) {
      this.#dateExpires = date(body.date_expires);
    }
  }

  #went(isLocal: boolean): void {
    if (!this.#gone) {
      this.close();
      this.#say('removed', { isLocal });
    }
  }

  #say(event: 'removed' | 'failure', argument: unknown): void {
    // The compiler does not see that the events of each kind include these.
    (this as unknown as Emitter<Record<string, unknown[]>>).emit(event, argument);
  }
}

/** @internal */
export function date(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}
