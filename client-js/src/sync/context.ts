import type { Connection } from '../connection/connection.js';
import type { Subscriptions } from '../connection/subscriptions.js';
import type { Lanes } from '../core/lanes.js';

/** @internal What the objects of one client share. */
export interface SyncContext {
  connection: Connection;
  subscriptions: Subscriptions;
  lanes: Lanes;
  /** Forgets an object that is closed or gone. */
  forget(sid: string): void;
}

/** When things end, for calls that can say so. */
export interface TtlOptions {
  /** Seconds from now until it removes itself; 0 for never; left out, an end that was set stays. */
  ttl?: number;
}
