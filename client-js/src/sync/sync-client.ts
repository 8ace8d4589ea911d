import { Connection } from '../connection/connection.js';
import type { ClientOptions } from '../connection/options.js';
import { ConnectionState } from '../connection/state.js';
import { Subscriptions } from '../connection/subscriptions.js';
import type { AccessManager } from '../core/access-manager.js';
import { Emitter } from '../core/emitter.js';
import { ChorusError } from '../core/errors.js';
import { isSid } from '../core/ids.js';
import type { JsonObject } from '../core/json.js';
import { Lanes } from '../core/lanes.js';
import { TokenSource } from '../core/token-source.js';
import { VERSION } from '../core/version.js';
import type { SyncContext } from './context.js';
import { SyncDocument } from './document.js';
import { SyncList } from './list.js';
import { SyncMap } from './map.js';
import { SyncStream } from './stream.js';

/** What a sync client tells. */
export interface SyncClientEvents {
  /** The connection has another state. */
  connectionStateChanged: [state: ConnectionState];
  /** The token ends in about three minutes. */
  tokenAboutToExpire: [];
  /** The token has ended, or is about to. */
  tokenExpired: [];
}

/** How an object is opened. */
export interface OpenOptions {
  /** Its unique name or sid; left out, a new object without a name is made. */
  id?: string;
  /** Whether it must exist already, must not, or may; the last unless set. */
  mode?: 'open_or_create' | 'open_existing' | 'create_new';
  /** The data of a document that is made. */
  data?: JsonObject;
  /** Seconds until what is made removes itself. */
  ttl?: number;
}

type Openable = SyncDocument | SyncList | SyncMap | SyncStream;
type ObjectClass<T> = new (context: SyncContext, root: any) => T;

const NOT_FOUND = 404;
const CONFLICT = 409;

/**
 * Documents, lists, maps and streams that many clients read, change and observe. The constructor returns at once; calls
 * wait for the connection.
 */
export class SyncClient extends Emitter<{ [K in keyof SyncClientEvents]: SyncClientEvents[K] }> {
  /** The version of this SDK. */
  static readonly version = VERSION;
  /** The version of this SDK. */
  readonly version = VERSION;

  readonly #connection: Connection;
  readonly #context: SyncContext;
  readonly #subscriptions: Subscriptions;
  readonly #source: TokenSource;
  readonly #open = new Map<string, Openable>();

  /**
   * @param token an access token with a grant for sync, or the manager that holds it
   * @param options where Chorus is, and how to behave
   */
  constructor(token: string | AccessManager, options: ClientOptions = {}) {
    super();
    this.#source = new TokenSource(token, text => this.#connection.updateToken(text));
    this.#connection = new Connection(
      this.#source.manager.token,
      { name: 'data_sync', messageTypes: ['twilio.sync.event'] },
      options,
    );
    this.#subscriptions = new Subscriptions(this.#connection);
    this.#context = {
      connection: this.#connection,
      subscriptions: this.#subscriptions,
      lanes: new Lanes(),
      forget: sid => this.#open.delete(sid),
    };
    this.#connection
      .on('stateChanged', state => this.emit('connectionStateChanged', state))
      .on('tokenAboutToExpire', () => this.emit('tokenAboutToExpire'))
      .on('tokenExpired', () => this.emit('tokenExpired'));
    this.#connection.open();
  }

  /** Where the connection stands. */
  get connectionState(): ConnectionState {
    return this.#connection.state;
  }

  /** Opens a document by unique name or sid, and makes one if there is none. */
  document(id?: string | OpenOptions): Promise<SyncDocument> {
    return this.#openObject('Documents', id, SyncDocument);
  }

  /** Opens a list by unique name or sid, and makes one if there is none. */
  list(id?: string | OpenOptions): Promise<SyncList> {
    return this.#openObject('Lists', id, SyncList);
  }

  /** Opens a map by unique name or sid, and makes one if there is none. */
  map(id?: string | OpenOptions): Promise<SyncMap> {
    return this.#openObject('Maps', id, SyncMap);
  }

  /** Opens a stream by unique name or sid, and makes one if there is none. Its messages flow from then on. */
  async stream(id?: string | OpenOptions): Promise<SyncStream> {
    const stream = await this.#openObject('Streams', id, SyncStream);
    await stream.live;
    return stream;
  }

  /**
   * Replaces the token. Completes when the server has taken it, or it is noted for the next connection.
   *
   * @throws ChorusError if the server refuses it; the present one goes on then
   */
  updateToken(token: string): Promise<void> {
    return this.#source.manager.updateToken(token);
  }

  /** Ends the client and its connection; calls under way fail. */
  async shutdown(): Promise<void> {
    this.#source.close();
    this.#subscriptions.close();
    await this.#connection.close();
    this.#open.clear();
  }

  async #openObject<T extends Openable>(
    collection: string,
    given: OpenOptions['id'] | OpenOptions,
    kind: ObjectClass<T>,
  ) {
    const options: OpenOptions = typeof given === 'object' ? given : { id: given };
    const root = await this.#root(collection, options);
    const known = this.#open.get(root.sid);
    if (known instanceof kind) {
      return known;
    }
    const object = new kind(this.#context, root);
    this.#open.set(object.sid, object);
    return object;
  }

  /** Reads an object, or makes it; whoever loses a race for a name reads what the other made. */
  async #root(collection: string, { id, mode = 'open_or_create', data, ttl }: OpenOptions): Promise<any> {
    const mayCreate = mode !== 'open_existing' && !(id !== undefined && isSid(id));
    for (;;) {
      if (id !== undefined && mode !== 'create_new') {
        try {
          return (await this.#ask('GET', `/v3/${collection}/${encodeURIComponent(id)}`)).body;
        } catch (error) {
          if (!mayCreate || !hasStatus(error, NOT_FOUND)) {
            throw error;
          }
        }
      }
      try {
        const body = { unique_name: id, data, ttl };
        return (await this.#ask('POST', `/v3/${collection}`, body)).body;
      } catch (error) {
        if (mode !== 'open_or_create' || id === undefined || !hasStatus(error, CONFLICT)) {
          throw error;
        }
      }
    }
  }

  #ask(method: 'GET' | 'POST', path: string, body?: unknown) {
    return this.#connection.request({ method, path, body });
  }
}

function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ChorusError && error.status === status;
}
