import { ChorusError } from '../core/errors.js';
import { copy, type JsonObject } from '../core/json.js';
import type { Page } from '../core/page.js';
import { SyncCollection, type Item, type ItemQuery } from './collection.js';
import type { SyncContext, TtlOptions } from './context.js';
import type { ItemAdded, ItemUpdated, ListItemRemoved } from './events.js';

/** An item of a list, as it was when it was read or told. */
export interface ListItem extends Item {
  /** Its place: 0, 1, 2 and so on, never used again after a removal. */
  readonly index: number;
}

/** What a list tells. */
export interface ListEvents {
  /** An item was appended, here or elsewhere. */
  itemAdded: [event: ItemAdded<ListItem>];
  /** An item has other data; what it had before is null where this client has not seen it. */
  itemUpdated: [event: ItemUpdated<ListItem>];
  /** An item was removed, or ended by itself. */
  itemRemoved: [event: ListItemRemoved];
}

/** Items in the order in which they were appended. */
export class SyncList extends SyncCollection<number, ListItem, ListEvents> {
  /** @internal */
  constructor(context: SyncContext, root: any) {
    super(context, 'list', 'Lists', 'Index', root);
  }

  /** Appends an item. Calls in a row append in their order. Completes with the item. */
  push(data: JsonObject, options: TtlOptions = {}): Promise<ListItem> {
    const value = copy(data);
    return this.inOrder('push', () =>
      this.call({ method: 'POST', path: `${this.path}/Items`, body: { data: value, ...options } }, ({ body }) =>
        this.ownItem(body.index, value, body, true),
      ),
    );
  }

  /** Replaces an item's data. Fails with 54151 if there is no such item. */
  set(index: number, data: JsonObject, options: TtlOptions = {}): Promise<ListItem> {
    return this.write(index, { data: copy(data) }, options, false);
  }

  /** Merges fields into an item's data. */
  update(index: number, fields: JsonObject, options: TtlOptions = {}): Promise<ListItem> {
    const changes = copy(fields);
    return this.mutate(index, data => ({ ...data, ...changes }), options);
  }

  /** Changes an item by a function of what it is, as {@link SyncDocument.mutate} does. */
  mutate(index: number, change: (data: JsonObject) => JsonObject | null, options: TtlOptions = {}): Promise<ListItem> {
    return this.write(index, { mutator: change }, options, false);
  }

  /** Removes an item. */
  remove(index: number): Promise<void> {
    return this.removeItem(index);
  }

  /** Reads an item. Fails with 54151 if there is none. */
  async get(index: number): Promise<ListItem> {
    const item = await this.read(index);
    if (!item) {
      throw this.notFound(index);
    }
    return item;
  }

  /** Reads a page of items. */
  getItems(query: ItemQuery<number> = {}): Promise<Page<ListItem>> {
    return this.page(query);
  }

  /** All items, page by page as they are needed. */
  async *items(query: ItemQuery<number> = {}): AsyncGenerator<ListItem> {
    yield* await this.page(query);
  }

  /** Sets when an item removes itself: seconds from now, 0 for never. */
  setItemTtl(index: number, ttl: number): Promise<void> {
    return this.setTtlOfItem(index, ttl);
  }

  /** Removes the list for everybody. */
  removeList(): Promise<void> {
    return this.removeObject();
  }

  /** @internal */
  protected item(index: number, facts: Item): ListItem {
    return { index, ...facts };
  }

  /** @internal */
  protected told(change: 'added' | 'updated', item: ListItem, previous: ListItem | undefined, isLocal: boolean): void {
    if (change === 'added') {
      this.emit('itemAdded', { item, isLocal });
    } else {
      this.emit('itemUpdated', { item, previousItemData: previous?.data ?? null, isLocal });
    }
  }

  /** @internal */
  protected toldRemoved(index: number, previousItemData: JsonObject | null, isLocal: boolean): void {
    this.emit('itemRemoved', { index, previousItemData, isLocal });
  }

  /** @internal */
  protected notFound(index: number): ChorusError {
    return new ChorusError(54151, 404, `The list has no item ${index}`);
  }
}
