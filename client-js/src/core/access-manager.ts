import { Emitter } from './emitter.js';
import { at } from './timer.js';

/** What an access manager tells. */
export interface AccessManagerEvents {
  /** The token ends in about three minutes: the time to ask the back end for another. */
  tokenWillExpire: [manager: AccessManager];
  /** The token is about to end: fired a little ahead of the end, so that a replacement comes without an interruption. */
  tokenExpired: [manager: AccessManager];
  /** The token was replaced. */
  tokenUpdated: [manager: AccessManager];
}

const WARNING_MILLIS = 180_000;
const AHEAD_MILLIS = 10_000;

/**
 * Holds an access token and tells ahead of time when it ends. Several clients may share one: replacing its token
 * replaces that of all of them.
 */
export class AccessManager extends Emitter<{ [K in keyof AccessManagerEvents]: AccessManagerEvents[K] }> {
  #token = '';
  #identity = '';
  #expires: Date | null = null;
  #cancel: (() => void)[] = [];

  /**
   * @param token a JWT that grants messaging, sync, or both
   * @throws TypeError if it is no JWT
   */
  constructor(token: string) {
    super();
    this.#take(token);
  }

  /** The present token. */
  get token(): string {
    return this.#token;
  }

  /** Whose token it is. */
  get identity(): string {
    return this.#identity;
  }

  /** When it ends; null if it does not say. */
  get expires(): Date | null {
    return this.#expires;
  }

  /** Whether it has ended. */
  get isExpired(): boolean {
    return this.#expires !== null && this.#expires.getTime() <= Date.now();
  }

  /**
   * Replaces the token. Completes when every client that uses this manager has taken it over or noted it for its next
   * connection.
   *
   * @throws TypeError if it is no JWT
   */
  async updateToken(token: string): Promise<void> {
    if (token === this.#token) {
      return;
    }
    this.#take(token);
    await Promise.all([...this.#users].map(take => take(token)));
    this.emit('tokenUpdated', this);
  }

  readonly #users = new Set<(token: string) => Promise<void>>();

  /** @internal Has a client told of new tokens before anybody else; the answer ends that. */
  attach(take: (token: string) => Promise<void>): () => void {
    this.#users.add(take);
    return () => this.#users.delete(take);
  }

  /** Stops the timers. To be called when no client needs the manager any more. */
  close(): void {
    this.#cancel.forEach(cancel => cancel());
    this.#cancel = [];
  }

  #take(token: string): void {
    const { identity, exp } = claims(token);
    this.close();
    this.#token = token;
    this.#identity = identity;
    this.#expires = exp === null ? null : new Date(exp * 1000);
    if (exp !== null) {
      const rest = exp * 1000 - Date.now();
      // A token of a few seconds would be called expired at once, and so would each that replaces it.
      const ahead = Math.min(AHEAD_MILLIS, Math.max(0, rest / 5));
      this.#cancel = [
        at(exp * 1000 - WARNING_MILLIS, () => this.emit('tokenWillExpire', this)),
        at(exp * 1000 - ahead, () => this.emit('tokenExpired', this)),
      ];
    }
  }
}

function claims(token: string): { identity: string; exp: number | null } {
  const parts = typeof token === 'string' ? token.split('.') : [];
  if (parts.length !== 3) {
    throw new TypeError('token: not a JWT (expected: three parts, with dots between them)');
  }
  try {
    const base64 = parts[1]!.replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    const body = JSON.parse(new TextDecoder().decode(bytes));
    return { identity: body.grants?.identity ?? '', exp: typeof body.exp === 'number' ? body.exp : null };
  } catch {
    throw new TypeError('token: not a JWT (expected: JSON in its second part)');
  }
}
