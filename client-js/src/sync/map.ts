import { ChorusError } from '../core/errors.js';
import { copy, type JsonObject } from '../core/json.js';
import type { Page } from '../core/page.js';
import { SyncCollection, type Item, type ItemQuery } from './collection.js';
import type { SyncContext, TtlOptions } from './context.js';
import type { ItemAdded, ItemUpdated, MapItemRemoved } from './events.js';

/** An item of a map, as it was when it was read or told. */
export interface MapItem extends Item {
  /** Its key. */
  readonly key: string;
}

/** What a map tells. */
export interface MapEvents {
  /** A key has come, here or elsewhere. */
  itemAdded: [event: ItemAdded<MapItem>];
  /** A key has other data; what it had before is null where this client has not seen it. */
  itemUpdated: [event: ItemUpdated<MapItem>];
  /** A key was removed, or ended by itself. */
  itemRemoved: [event: MapItemRemoved];
}

/** Items by keys of 1 to 320 characters. */
export class SyncMap extends SyncCollection<string, MapItem, MapEvents> {
  /** @internal */
  constructor(context: SyncContext, root: any) {
    super(context, 'map', 'Maps', 'Key', root);
  }

  /** Sets a key's data, whether it is there or not. Completes with the item. */
  set(key: string, data: JsonObject, options: TtlOptions = {}): Promise<MapItem> {
    return this.write(key, { data: copy(data) }, options, true);
  }

  /** Merges fields into a key's data; a key that is missing begins with none. */
  update(key: string, fields: JsonObject, options: TtlOptions = {}): Promise<MapItem> {
    const changes = copy(fields);
    return this.mutate(key, data => ({ ...data, ...changes }), options);
  }

  /**
   * Changes a key by a function of what it is, as {@link SyncDocument.mutate} does; a key that is missing begins with
   * an empty object.
   */
  mutate(key: string, change: (data: JsonObject) => JsonObject | null, options: TtlOptions = {}): Promise<MapItem> {
    return this.write(key, { mutator: change }, options, true);
  }

  /** Removes a key. Fails with 54201 if there is none. */
  remove(key: string): Promise<void> {
    return this.removeItem(key);
  }

  /** Reads a key. Fails with 54201 if there is none. */
  async get(key: string): Promise<MapItem> {
    const item = await this.read(key);
    if (!item) {
      throw this.notFound(key);
    }
    return item;
  }

  /** Reads a page of items, in the order of their keys. */
  getItems(query: ItemQuery<string> = {}): Promise<Page<MapItem>> {
    return this.page(query);
  }

  /** All items in the order of their keys, page by page as they are needed. */
  async *items(query: ItemQuery<string> = {}): AsyncGenerator<MapItem> {
    yield* await this.page(query);
  }

  /** Sets when a key removes itself: seconds from now, 0 for never. */
  setItemTtl(key: string, ttl: number): Promise<void> {
    return this.setTtlOfItem(key, ttl);
  }

  /** Removes the map for everybody. */
  removeMap(): Promise<void> {
    return this.removeObject();
  }

  /** @internal */
  protected item(key: string, facts: Item): MapItem {
    return { key, ...facts };
  }

  /** @internal */
  protected told(change: 'added' | 'updated', item: MapItem, previous: MapItem | undefined, isLocal: boolean): void {
    if (change === 'added') {
      this.emit('itemAdded', { item, isLocal });
    } else {
      this.emit('itemUpdated', { item, previousItemData: previous?.data ?? null, isLocal });
    }
  }

  /** @internal */
  protected toldRemoved(key: string, previousItemData: JsonObject | null, isLocal: boolean): void {
    this.emit('itemRemoved', { key, previousItemData, isLocal });
  }

  /** @internal */
  protected notFound(key: string): ChorusError {
    return new ChorusError(54201, 404, `The map has no item ${key}`);
  }
}
