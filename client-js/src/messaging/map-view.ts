import { CURSOR_LOST, type Feed } from '../connection/feed.js';
import { later } from '../core/timer.js';
import type { MessagingContext } from './context.js';

/** @internal What a view of a map tells. */
export interface MapViewListener {
  /** A key has this now: because it was read, or because an event says that it has come, or that it has changed. */
  set(key: string, data: any, why: 'read' | 'added' | 'updated'): void;
  /** A key is gone; its last data comes along where it is known. */
  removed(key: string, data: any): void;
  /** The map is gone, or may not be seen any more. */
  gone(): void;
}

const PAGE = 100;
const RETRY_MILLIS = 1_000;

/** @internal A map of the server that is followed, and read where that is wanted: each change is told once. */
export class MapView {
  #feed: Feed;
  readonly #keys = new Set<string>();
  #isClosed = false;
  /** The last event of each key. */
  readonly #ids = new Map<string, number>();
  /** What was removed while pages are being read, which may be older. */
  #removed: Map<string, number> | undefined;
  #loading: Promise<void> | undefined;

  /** Opens a map by its name and follows it from then on. */
  static async open(
    context: MessagingContext,
    name: string,
    listener: MapViewListener,
    withItems = false,
  ): Promise<MapView> {
    const { body } = await context.connection.request({
      method: 'GET',
      path: `/v3/Maps/${encodeURIComponent(name)}`,
      params: withItems ? { Include: 'items' } : {},
    });
    const view = new MapView(context, body, listener);
    for (const item of body.items ?? []) {
      view.#read(item);
    }
    return view;
  }

  private constructor(
    private readonly context: MessagingContext,
    private readonly root: any,
    private readonly listener: MapViewListener,
  ) {
    this.#feed = this.#follow(root.last_event_id);
  }

  /** Completes when changes are told as they happen. */
  get live(): Promise<void> {
    return this.#feed.live;
  }

  /** Reads all items, once. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load().catch(error => {
      this.#loading = undefined;
      throw error;
    }));
  }

  close(): void {
    this.#isClosed = true;
    this.context.subscriptions.unfollow(this.#feed);
  }

  #follow(lastEventId: number): Feed {
    return this.context.subscriptions.follow({ sid: this.root.sid, type: 'map' }, lastEventId, {
      changed: (eventType, event) => this.#changed(eventType, event),
      gone: () => this.listener.gone(),
      failed: error => (error.code === CURSOR_LOST ? void this.#readAnew() : this.listener.gone()),
    });
  }

  /** The server does not have all that was told. What it has is read, and told where it differs. */
  async #readAnew(): Promise<void> {
    if (this.#isClosed) {
      return;
    }
    try {
      const { body } = await this.context.connection.request({ method: 'GET', path: `/v3/Maps/${this.root.sid}` });
      const before = [...this.#keys];
      this.#keys.clear();
      this.#ids.clear();
      this.#feed = this.#follow(body.last_event_id);
      if (this.#loading) {
        await this.#load();
        before.filter(key => !this.#keys.has(key)).forEach(key => this.listener.removed(key, undefined));
      }
    } catch {
      later(RETRY_MILLIS, () => void this.#readAnew());
    }
  }

  async #load(): Promise<void> {
    this.#removed = new Map();
    let params: Record<string, string | number> = { PageSize: PAGE };
    for (;;) {
      const { body } = await this.context.connection.request({
        method: 'GET',
        path: `/v3/Maps/${this.root.sid}/Items`,
        params,
      });
      for (const item of body.items) {
        this.#read(item);
      }
      if (!body.meta.next_token) {
        this.#removed = undefined;
        return;
      }
      params = { PageToken: body.meta.next_token };
    }
  }

  #changed(eventType: string, event: any): void {
    if (eventType === 'map_item_removed') {
      this.#ids.delete(event.item_key);
      this.#keys.delete(event.item_key);
      this.#removed?.set(event.item_key, event.id);
      this.listener.removed(event.item_key, event.item_data);
    } else if (eventType === 'map_item_added' || eventType === 'map_item_updated') {
      this.#ids.set(event.item_key, event.id);
      this.#keys.add(event.item_key);
      this.listener.set(event.item_key, event.item_data, eventType === 'map_item_added' ? 'added' : 'updated');
    }
  }

  /** What was read may be older than what events have told; where it is newer, its event is still to come. */
  #read({ key, data, last_event_id: eventId }: any): void {
    const known = Math.max(this.#ids.get(key) ?? -1, this.#removed?.get(key) ?? -1);
    if (known < eventId) {
      this.#keys.add(key);
      this.listener.set(key, data, 'read');
    }
  }
}
