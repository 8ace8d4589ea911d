import type { Connection } from './connection.js';
import { later } from '../core/timer.js';
import { Feed, type FeedListener, type FollowedObject } from './feed.js';

const BATCH = 100;
/** Until a subscription that nobody confirms is asked for again. */
const CONFIRMATION_MILLIS = 15_000;
const RETRY_MILLIS = 500;

/**
 * @internal What a client follows: asked for in rounds, again after each reconnect and from the last known event on
 * (sync specification, section 18).
 */
export class Subscriptions {
  readonly #feeds = new Map<string, Feed>();
  readonly #pending = new Set<Feed>();
  /** Which round a feed waits for. */
  readonly #rounds = new Map<Feed, number>();
  #round = Date.now();
  #scheduled = false;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #mayAsk = false;

  constructor(readonly connection: Connection) {
    connection.on('stateChanged', state => {
      if (state !== 'connected') {
        this.#mayAsk = false;
        clearTimeout(this.#renewal);
      }
    });
    connection.on('ready', resent => {
      // Answers to what is sent again go first: by them own changes are known as such.
      void resent.then(() => {
        if (connection.state === 'connected') {
          this.#mayAsk = true;
          this.#renew();
        }
      });
    });
    connection.on('notification', (type, payload) => this.#notified(type, payload));
  }

  /**
   * Follows an object.
   *
   * @param lastEventId what is known already; null for a stream
   */
  follow(object: FollowedObject, lastEventId: number | null, listener: FeedListener): Feed {
    const feed = new Feed(object, lastEventId, listener, missing => this.#ask(missing));
    this.#feeds.set(object.sid, feed);
    this.#ask(feed);
    return feed;
  }

  /** Follows it no more. */
  unfollow(feed: Feed): void {
    if (this.#feeds.get(feed.object.sid) !== feed) {
      feed.close();
      return;
    }
    this.#forget(feed);
    if (this.#mayAsk) {
      const request = { object_sid: feed.object.sid, object_type: feed.object.type };
      this.#post('cancel', [request], ++this.#round).catch(() => undefined);
    }
  }

  /** Ends all of it. */
  close(): void {
    clearTimeout(this.#renewal);
    [...this.#feeds.values()].forEach(feed => this.#forget(feed));
  }

  #renew(): void {
    this.#feeds.forEach(feed => this.#ask(feed));
  }

  #ask(feed: Feed): void {
    feed.restart();
    this.#pending.add(feed);
    this.#schedule(0);
  }

  #schedule(delayMillis: number): void {
    if (!this.#scheduled) {
      this.#scheduled = true;
      setTimeout(() => {
        this.#scheduled = false;
        this.#flush();
      }, delayMillis);
    }
  }

  #flush(): void {
    if (!this.#mayAsk) {
      return;
    }
    const feeds = [...this.#pending].filter(feed => !feed.isClosed);
    this.#pending.clear();
    for (let start = 0; start < feeds.length; start += BATCH) {
      void this.#establish(feeds.slice(start, start + BATCH));
    }
  }

  async #establish(feeds: Feed[]): Promise<void> {
    const round = ++this.#round;
    feeds.forEach(feed => this.#rounds.set(feed, round));
    const isWaiting = (feed: Feed) => this.#rounds.get(feed) === round && !feed.isClosed;
    try {
      const requests = feeds.map(({ object, lastEventId }) => ({
        object_sid: object.sid,
        object_type: object.type,
        last_event_id: lastEventId,
      }));
      const { body } = await this.#post('establish', requests, round);
      this.#renewAfter(body?.ttl_in_s);
      later(CONFIRMATION_MILLIS, () => {
        if (this.#mayAsk) {
          feeds.filter(isWaiting).forEach(feed => this.#ask(feed));
        }
      });
    } catch {
      feeds.filter(isWaiting).forEach(feed => this.#pending.add(feed));
      this.#schedule(RETRY_MILLIS);
    }
  }

  #post(action: string, requests: object[], round: number) {
    return this.connection.request({
      method: 'POST',
      path: '/v4/Subscriptions',
      endsWithConnection: true,
      body: {
        event_protocol_version: 4,
        action,
        correlation_id: round,
        retried_requests: 0,
        ttl_in_s: -1,
        reopens: true,
        requests,
      },
    });
  }

  #renewAfter(ttlSeconds: unknown): void {
    if (typeof ttlSeconds === 'number' && ttlSeconds > 0) {
      clearTimeout(this.#renewal);
      this.#renewal = later(Math.min(ttlSeconds * 900, 2_147_000_000), () => this.#renew());
    }
  }

  #notified(messageType: string, payload: any): void {
    if (messageType !== 'twilio.sync.event' && !messageType.startsWith('com.twilio.rtd.cds.')) {
      return;
    }
    for (const event of payload?.events ?? [payload?.event]) {
      if (event) {
        this.#take(payload.event_type, event, payload.correlation_id);
      }
    }
  }

  #take(eventType: string, event: any, round: unknown): void {
    const sid = event.object_sid ?? event.document_sid ?? event.list_sid ?? event.map_sid ?? event.stream_sid;
    const feed = this.#feeds.get(sid);
    if (!feed) {
      return;
    }
    switch (eventType) {
      case 'subscription_established':
        if (this.#rounds.get(feed) === round) {
          this.#rounds.delete(feed);
          if (event.replay_status === 'interrupted') {
            this.#ask(feed);
          } else {
            feed.established(event.last_event_id ?? null);
          }
        }
        break;
      case 'subscription_failed':
        if (event.error?.status === 404) {
          this.#forget(feed);
          feed.listener.gone();
        } else if (this.#rounds.get(feed) === round || round === null) {
          this.#forget(feed);
          feed.listener.failed(event.error);
        }
        break;
      case 'subscription_canceled':
        break;
      case `${feed.object.type}_removed`:
        this.#forget(feed);
        feed.listener.gone();
        break;
      default:
        feed.event(eventType, event, typeof round === 'number');
    }
  }

  #forget(feed: Feed): void {
    this.#feeds.delete(feed.object.sid);
    this.#pending.delete(feed);
    this.#rounds.delete(feed);
    feed.close();
  }
}
