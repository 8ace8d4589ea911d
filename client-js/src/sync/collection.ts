import type { CallRequest } from '../connection/call.js';
import { ChorusError } from '../core/errors.js';
import { copy, type JsonObject } from '../core/json.js';
import { Page } from '../core/page.js';
import { Recent } from '../core/recent.js';
import type { SyncContext, TtlOptions } from './context.js';
import { date, SyncObject } from './sync-object.js';

/** What every item has beside its place. */
export interface Item {
  /** What it holds. */
  readonly data: JsonObject;
  /** Changes with each change of the data. */
  readonly revision: string;
  /** When it last changed. */
  readonly dateUpdated: Date;
  /** When it ends by itself; null for never. */
  readonly dateExpires: Date | null;
}

/** Which items are asked for. */
export interface ItemQuery<K> {
  /** The first item; one that is missing means the next one in the order. Left out: the beginning, or the end if descending. */
  from?: K;
  /** Ascending unless set. */
  order?: 'asc' | 'desc';
  /** Items on a page, 1 to 1,000; 50 unless set. */
  pageSize?: number;
}

const REMEMBERED_ITEMS = 1_000;
/** The revision of what does not exist yet (sync specification, section 14). */
const NO_REVISION = '-1';

/** @internal How an item is changed: by the function, or just replaced. */
export type ItemChange = { data: JsonObject } | { mutator: (data: JsonObject) => JsonObject | null };

/** @internal What lists and maps have in common. */
export abstract class SyncCollection<
  K extends string | number,
  I extends Item,
  E extends { [P in keyof E]: unknown[] },
> extends SyncObject<E> {
  /** The items that were seen last, as of the last event: what an update replaces, and what a mutation begins with. */
  readonly #seen = new Recent<K, I>(REMEMBERED_ITEMS);

  protected constructor(
    context: SyncContext,
    type: 'list' | 'map',
    collection: string,
    /** Index or Key. */
    private readonly keyParameter: 'Index' | 'Key',
    root: any,
  ) {
    super(context, type, collection, root);
  }

  /** @internal */
  protected abstract item(key: K, facts: Item): I;
  /** @internal */
  protected abstract told(change: 'added' | 'updated', item: I, previous: I | undefined, isLocal: boolean): void;
  /** @internal */
  protected abstract toldRemoved(key: K, previousData: JsonObject | null, isLocal: boolean): void;
  /** @internal */
  protected abstract notFound(key: K): ChorusError;

  /** @internal */
  protected itemPath(key: K): string {
    return `${this.path}/Items/${encodeURIComponent(key)}`;
  }

  /** @internal */
  protected async read(key: K): Promise<I | undefined> {
    const { body } = await this.call({
      method: 'GET',
      path: `${this.path}/Items`,
      params: { [this.keyParameter]: key },
    });
    return body.items.length > 0 ? this.ofResource(body.items[0]) : undefined;
  }

  /** @internal */
  protected async page(query: ItemQuery<K>, token?: string): Promise<Page<I>> {
    const params = token
      ? { PageToken: token, HideExpired: 'true' }
      : { HideExpired: 'true', PageSize: query.pageSize, Order: query.order, From: query.from };
    const { body } = await this.call({ method: 'GET', path: `${this.path}/Items`, params });
    const { next_token: next, previous_token: previous } = body.meta;
    return new Page<I>(
      body.items.map((resource: any) => this.ofResource(resource)),
      next ? () => this.page(query, next) : null,
      previous ? () => this.page(query, previous) : null,
    );
  }

  /** @internal Writes an item, and has it told in its turn. Completes with it as it is then. */
  protected write(key: K, change: ItemChange, options: TtlOptions, upsert: boolean): Promise<I> {
    return this.inOrder(`item ${key}`, async () => {
      if ('data' in change) {
        return this.#send(key, change.data, undefined, options, upsert);
      }
      let base = this.#seen.get(key) ?? (await this.read(key));
      for (;;) {
        if (!base && !upsert) {
          throw this.notFound(key);
        }
        const data = change.mutator(copy(base?.data ?? {}));
        if (data === null) {
          if (!base) {
            throw this.notFound(key);
          }
          return base;
        }
        try {
          return await this.#send(key, copy(data), base?.revision ?? NO_REVISION, options, upsert);
        } catch (error) {
          if (!(error instanceof ChorusError) || error.status !== 412) {
            throw error;
          }
          base = await this.read(key);
        }
      }
    });
  }

  #send(key: K, data: JsonObject, revision: string | undefined, options: TtlOptions, upsert: boolean): Promise<I> {
    const request: CallRequest = {
      method: upsert ? 'PUT' : 'POST',
      path: this.itemPath(key),
      ...(revision === undefined ? {} : { headers: { 'If-Match': revision } }),
      body: { data, ...options },
    };
    return this.call(request, ({ status, body }) => this.ownItem(key, data, body, status === 201));
  }

  /** @internal An own addition or update, told in its turn. */
  protected async ownItem(key: K, data: JsonObject, body: any, isNew: boolean): Promise<I> {
    const item = this.item(key, {
      data,
      revision: body.revision,
      dateUpdated: new Date(body.date_updated),
      dateExpires: date(body.date_expires),
    });
    await this.feed.own(body.last_event_id, () => this.#take(isNew ? 'added' : 'updated', key, item, true));
    return item;
  }

  /** @internal Removes an item, and has that told in its turn. */
  protected removeItem(key: K): Promise<void> {
    return this.inOrder(`item ${key}`, () => {
      const answered = this.feed.ask();
      return this.call({ method: 'DELETE', path: this.itemPath(key) }, ({ body }) => {
        const told = this.feed.own(body.last_event_id, () => {
          this.touch(body, false);
          this.#drop(key, this.#seen.get(key)?.data ?? null, true);
        });
        answered();
        return told;
      }).finally(answered);
    });
  }

  /** @internal */
  protected setTtlOfItem(key: K, ttl: number): Promise<void> {
    return this.inOrder(`item ${key}`, async () => {
      await this.call({ method: 'POST', path: this.itemPath(key), body: { ttl } });
    });
  }

  /** @internal */
  protected ofResource(resource: any): I {
    const key = (this.keyParameter === 'Index' ? resource.index : resource.key) as K;
    return this.item(key, {
      data: resource.data,
      revision: resource.revision,
      dateUpdated: new Date(resource.date_updated),
      dateExpires: date(resource.date_expires),
    });
  }

  /** @internal */
  protected changed(eventType: string, event: any): void {
    const key = (this.keyParameter === 'Index' ? Number(event.item_index) : event.item_key) as K;
    switch (eventType) {
      case `${this.type}_item_added`:
      case `${this.type}_item_updated`: {
        const item = this.item(key, {
          data: event.item_data,
          revision: event.item_revision,
          dateUpdated: new Date(event.date_created),
          dateExpires: date(event.date_expires),
        });
        // A replay tells a removal and a new addition as the addition alone.
        const isNew = eventType.endsWith('added') && this.#seen.get(key) === undefined;
        this.#take(isNew ? 'added' : 'updated', key, item, false);
        break;
      }
      case `${this.type}_item_removed`:
        this.#drop(key, event.item_data ?? this.#seen.get(key)?.data ?? null, false);
        break;
      default:
      // A cursor, which says only that there was something, or an event of a later server.
    }
  }

  #take(change: 'added' | 'updated', key: K, item: I, isLocal: boolean): void {
    const previous = this.#seen.get(key);
    this.#seen.set(key, item);
    this.told(change, item, previous, isLocal);
  }

  #drop(key: K, previousData: JsonObject | null, isLocal: boolean): void {
    this.#seen.delete(key);
    this.toldRemoved(key, previousData, isLocal);
  }
}
