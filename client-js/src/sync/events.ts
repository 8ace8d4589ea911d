import type { JsonObject } from '../core/json.js';

/** An object was removed, or ended by itself. */
export interface ObjectRemoved {
  /** Whether by this client. */
  readonly isLocal: boolean;
}

/** Why the server tells no more of an object. */
export interface SubscriptionFailure {
  /** The HTTP status. */
  readonly status: number;
  /** The number of what happened. */
  readonly code: number;
  /** What happened, in words. */
  readonly message: string;
}

/** A document's data changed. */
export interface DocumentUpdated {
  /** What it is now. */
  readonly data: JsonObject;
  /** What it was. */
  readonly previousData: JsonObject;
  /** Whether this client changed it. */
  readonly isLocal: boolean;
}

/** An item has come. */
export interface ItemAdded<I> {
  /** The item. */
  readonly item: I;
  /** Whether by this client. */
  readonly isLocal: boolean;
}

/** An item has other data. */
export interface ItemUpdated<I> {
  /** The item as it is now. */
  readonly item: I;
  /** What it had before; null where this client has not seen it. */
  readonly previousItemData: JsonObject | null;
  /** Whether by this client. */
  readonly isLocal: boolean;
}

/** An item of a list was removed, or ended by itself. */
export interface ListItemRemoved {
  /** Its place. */
  readonly index: number;
  /** What it had; null where that is not known. */
  readonly previousItemData: JsonObject | null;
  /** Whether by this client. */
  readonly isLocal: boolean;
}

/** A key of a map was removed, or ended by itself. */
export interface MapItemRemoved {
  /** The key. */
  readonly key: string;
  /** What it had; null where that is not known. */
  readonly previousItemData: JsonObject | null;
  /** Whether by this client. */
  readonly isLocal: boolean;
}
