import type { BackoffOptions } from '../core/backoff.js';
import type { LogLevel } from '../core/logger.js';

/** The part of the browsers' WebSocket that is used; the package `ws` fits too. */
export type WebSocketClass = new (url: string) => WebSocket;

/** A packet on its way, as developers' tools show it. Tokens are left out of it. */
export interface PacketTrace {
  /** Which way it goes. */
  direction: 'in' | 'out';
  /** What it is: `init`, `message`, `reply`, `notification` and so on. */
  method: string;
  /** The head, without the token. */
  header: Record<string, unknown>;
  /** The payload as JSON; undefined where there is none. */
  payload: unknown;
}

/** What both clients can be told at their construction. */
export interface ClientOptions {
  /**
   * Where Chorus is, `https://chorus.example.com` for instance; several are tried in turn whenever a connection fails.
   * In a browser it may be left out: the page's own origin is taken then.
   */
  url?: string | string[];
  /** How much goes to the console; `error` unless set. */
  logLevel?: LogLevel;
  /** What opens sockets; the platform's `WebSocket` unless set. Node 20 has none: give it that of the package `ws`. */
  WebSocket?: WebSocketClass;
  /** How many calls may wait for an answer or a connection at once, 10,000 unless set; the next one fails. */
  outboxLimit?: number;
  /** The pauses between attempts to connect. */
  backoff?: BackoffOptions;
  /** Sees each packet, for developers' tools. */
  onPacket?: (packet: PacketTrace) => void;
}

/** @internal The bases to connect to, in turn. */
export function baseUrls(url: string | string[] | undefined): string[] {
  const given = url ?? (typeof location === 'undefined' ? [] : location.origin);
  const urls = (Array.isArray(given) ? given : [given]).map(base => {
    const parsed = new URL(base);
    if (!/^(https?|wss?):$/.test(parsed.protocol)) {
      throw new TypeError(`url: ${base} (expected: http, https, ws or wss)`);
    }
    return base.replace(/^http/, 'ws').replace(/\/+$/, '');
  });
  if (urls.length === 0) {
    throw new TypeError('url: missing (expected: where Chorus is, http://127.0.0.1:8080 for instance)');
  }
  return urls;
}
