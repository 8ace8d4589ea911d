import { Backoff } from '../core/backoff.js';
import { Emitter } from '../core/emitter.js';
import { ChorusError, ClientErrorCode } from '../core/errors.js';
import { randomHex } from '../core/ids.js';
import { Logger } from '../core/logger.js';
import { VERSION } from '../core/version.js';
import { Calls } from './calls.js';
import type { Answer, CallRequest } from './call.js';
import { baseUrls, type ClientOptions, type WebSocketClass } from './options.js';
import { decodePacket, encodePacket, type Packet, type PacketHeader } from './packet.js';
import { ConnectionState } from './state.js';

/** @internal */
export interface ConnectionEvents {
  stateChanged: [state: ConnectionState];
  /** A session has begun; what was under way is being sent again, and completes the promise when it is answered. */
  ready: [resent: Promise<void>];
  notification: [messageType: string, payload: any];
  tokenAboutToExpire: [];
  tokenExpired: [];
}

const PATH = '/v3/wsconnect';
const INIT_MILLIS = 15_000;
/** The server says something every 20 s. */
const SILENCE_MILLIS = 45_000;
const CLOSING_MILLIS = 1_000;
const TOKEN_EXPIRED = 20104;

/**
 * @internal One connection to whichever gateway answers, renewed for as long as it is wanted. Requests are kept until
 * they are answered, and repeated under their own ids after a connection was lost.
 */
export class Connection extends Emitter<{ [K in keyof ConnectionEvents]: ConnectionEvents[K] }> {
  readonly calls: Calls;
  readonly logger: Logger;
  readonly #urls: string[];
  readonly #webSocket: WebSocketClass;
  readonly #backoff: Backoff;
  readonly #trace: ClientOptions['onPacket'];
  readonly #onOnline = () => this.#retryNow();
  #state: ConnectionState = ConnectionState.DISCONNECTED;
  #token: string;
  #continuation: string | null = null;
  #socket: WebSocket | undefined;
  #attempt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #lastHeard = 0;
  #waiting = new Map<string, (header: PacketHeader | undefined) => void>();
  #expiryTold = false;

  constructor(
    token: string,
    readonly product: { name: string; messageTypes: string[] },
    options: ClientOptions,
  ) {
    super();
    this.logger = new Logger(options.logLevel);
    this.#token = token;
    this.#urls = baseUrls(options.url);
    const webSocket = options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined);
    if (!webSocket) {
      throw new TypeError('WebSocket: this platform has none (expected: the option WebSocket, from the package ws)');
    }
    this.#webSocket = webSocket;
    this.#backoff = new Backoff(options.backoff);
    this.#trace = options.onPacket;
    const host = new URL(this.#urls[0]!).host;
    this.calls = new Calls(host, product.name, options.outboxLimit ?? 10_000, {
      send: (header, payload) => this.#send(header, payload),
      restart: () => this.#dropped('A request had no answer for too long'),
    });
    if (typeof addEventListener === 'function') {
      addEventListener('online', this.#onOnline);
    }
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Begins to connect. */
  open(): void {
    this.#become(ConnectionState.CONNECTING);
    this.#connect();
  }

  /** Asks for something. Fails with a {@link ChorusError} where it is refused. */
  request(request: CallRequest): Promise<Answer>;
  /**
   * The same, with an answer that must be taken in before any event that comes behind it.
   *
   * @param receive makes the result of the answer
   */
  request<T>(request: CallRequest, receive: (answer: Answer) => T | Promise<T>): Promise<T>;
  request(request: CallRequest, receive: (answer: Answer) => unknown = answer => answer): Promise<unknown> {
    return this.calls.add(request, receive);
  }

  /** Replaces the token, for this session or for the next. */
  async updateToken(token: string): Promise<void> {
    if (token === this.#token && this.#state !== ConnectionState.DENIED) {
      return;
    }
    this.#expiryTold = false;
    if (this.#state === ConnectionState.CONNECTED) {
      const header = await this.#ask('update', { token });
      // With the connection lost meanwhile, the next one is what shows whether the token is good.
      const status = header?.status;
      if (status && status.code >= 300) {
        throw new ChorusError(status.errorCode ?? 0, status.code, status.description ?? 'The token is refused');
      }
      this.#token = token;
      return;
    }
    this.#token = token;
    if (this.#state === ConnectionState.DENIED) {
      this.calls.accept();
      this.open();
    }
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    if (typeof removeEventListener === 'function') {
      removeEventListener('online', this.#onOnline);
    }
    this.calls.refuse(new ChorusError(ClientErrorCode.SHUT_DOWN, 0, 'The client has been shut down'));
    const socket = this.#socket;
    if (this.#state === ConnectionState.CONNECTED && socket) {
      this.#become(ConnectionState.DISCONNECTING);
      this.#send({ method: 'close', id: randomHex() });
      const closed = new Promise(resolve => {
        socket.onclose = resolve;
        setTimeout(resolve, CLOSING_MILLIS);
      });
      socket.close();
      await closed;
    }
    this.#forgetSocket();
    this.#become(ConnectionState.DISCONNECTED);
  }

  #connect(): void {
    clearTimeout(this.#retryTimer);
    const url = this.#urls[this.#attempt++ % this.#urls.length]!;
    let socket: WebSocket;
    try {
      socket = new this.#webSocket(url + PATH);
    } catch (error) {
      this.#fail(`${url} cannot be connected to: ${(error as Error).message}`);
      return;
    }
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#begin();
    socket.onmessage = event => this.#receive(event.data);
    socket.onerror = () => undefined;
    socket.onclose = () => this.#dropped('The connection was lost');
    this.#lastHeard = Date.now();
    this.#watch(INIT_MILLIS);
  }

  async #begin(): Promise<void> {
    const token = this.#token;
    const header = await this.#ask('init', {
      token,
      continuation_token: this.#continuation,
      metadata: { type: this.product.name, sdk: 'chorus-js', sdkv: VERSION },
      registrations: [
        {
          product: this.product.name,
          type: 'ers',
          notification_protocol_version: 0,
          message_types: this.product.messageTypes,
        },
      ],
      capabilities: ['client_update'],
    });
    if (!header) {
      return;
    }
    const status = header.status ?? { code: 500 };
    if (status.code >= 300) {
      this.#refused(status);
      return;
    }
    this.#continuation = (header.continuation_token as string | undefined) ?? null;
    this.#backoff.reset();
    this.#watch(SILENCE_MILLIS);
    this.#become(ConnectionState.CONNECTED);
    if (token !== this.#token) {
      void this.#ask('update', { token: this.#token });
    }
    this.emit('ready', this.calls.connected());
  }

  #refused(status: NonNullable<PacketHeader['status']>): void {
    if (status.code === 401 || status.code === 403) {
      this.#deny(status.code, status.errorCode ?? 0, status.description ?? 'The token is refused');
    } else {
      this.#dropped(`The server refused the connection with ${status.code}`);
    }
  }

  #receive(data: unknown): void {
    this.#lastHeard = Date.now();
    let packet: Packet;
    try {
      packet = decodePacket(new Uint8Array(data as ArrayBuffer));
    } catch (error) {
      this.#fail((error as Error).message);
      return;
    }
    const { header, payload } = packet;
    this.#show('in', header, payload);
    if (header.method === 'reply') {
      const waiting = this.#waiting.get(header.id);
      if (waiting) {
        this.#waiting.delete(header.id);
        waiting(header);
      } else {
        this.calls.answered(header, payload);
      }
      return;
    }
    if (header.method === 'notification') {
      // Without a receipt: the answers to pings say often enough that this side lives.
      this.emit('notification', String(header.message_type), payload);
      return;
    }
    this.#send({ method: 'reply', id: header.id, status: { code: 200, status: 'OK' } });
    if (header.method === 'client_update' && header.client_update_type === 'token_about_to_expire') {
      this.emit('tokenAboutToExpire');
    } else if (header.method === 'close') {
      this.#sentAway(header, payload);
    }
  }

  /** The server ends the session (sync specification, section 7). */
  #sentAway(header: PacketHeader, payload: any): void {
    const status = header.status ?? { code: 0 };
    switch (status.code) {
      case 401:
      case 410:
        this.#deny(
          status.code,
          status.errorCode ?? (status.code === 410 ? TOKEN_EXPIRED : 0),
          status.description ?? 'The token has ended',
        );
        break;
      case 406:
      case 417:
        this.#fail(`The server closed the connection with ${status.code}`);
        break;
      default:
        this.#dropped('The server sends its clients elsewhere', payload?.backoff_policy?.reconnect_min_ms);
    }
  }

  #deny(status: number, code: number, message: string): void {
    this.#forgetSocket();
    const expired = code === TOKEN_EXPIRED;
    if (!expired) {
      this.calls.refuse(new ChorusError(code, status, message));
    }
    this.logger.warn(message);
    this.#become(ConnectionState.DENIED);
    if (expired && !this.#expiryTold) {
      this.#expiryTold = true;
      this.emit('tokenExpired');
    }
  }

  #fail(message: string): void {
    this.logger.error(message);
    this.#forgetSocket();
    this.calls.refuse(new ChorusError(ClientErrorCode.UNUSABLE, 0, message));
    this.#become(ConnectionState.ERROR);
  }

  #dropped(why: string, leastMillis = 0): void {
    if (this.#state !== ConnectionState.CONNECTING && this.#state !== ConnectionState.CONNECTED) {
      return;
    }
    this.#forgetSocket();
    const delay = this.#backoff.next(leastMillis);
    this.logger.info(`${why}; next attempt in ${Math.round(delay)} ms`);
    this.#become(ConnectionState.CONNECTING);
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
  }

  #retryNow(): void {
    if (this.#state === ConnectionState.CONNECTING && !this.#socket) {
      this.#connect();
    }
  }

  #forgetSocket(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#silenceTimer);
    const socket = this.#socket;
    this.#socket = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    waiting.forEach(tell => tell(undefined));
    this.calls.disconnected();
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.onerror = () => undefined;
      socket.close();
    }
  }

  /** Gives a connection up on which nothing is heard, which a cut line does not tell by itself. */
  #watch(silenceMillis: number): void {
    clearTimeout(this.#silenceTimer);
    const rest = this.#lastHeard + silenceMillis - Date.now();
    this.#silenceTimer = setTimeout(() => {
      if (Date.now() - this.#lastHeard >= silenceMillis) {
        this.#dropped('Nothing was heard for too long');
      } else {
        this.#watch(silenceMillis);
      }
    }, rest);
  }

  #become(state: ConnectionState): void {
    if (this.#state !== state) {
      this.#state = state;
      this.logger.info(`connection: ${state}`);
      this.emit('stateChanged', state);
    }
  }

  /** A packet that has its own answer; completes with undefined when the connection is lost. */
  #ask(method: string, fields: Record<string, unknown>): Promise<PacketHeader | undefined> {
    const id = randomHex();
    return new Promise(resolve => {
      this.#waiting.set(id, resolve);
      this.#send({ method, id, ...fields });
    });
  }

  #send(header: Omit<PacketHeader, 'payload_size'>, payload?: string): void {
    if (this.#socket?.readyState !== 1) {
      return;
    }
    if (this.#trace) {
      this.#show('out', header, payload === undefined ? undefined : readable(payload));
    }
    this.#socket.send(encodePacket(header as PacketHeader, payload));
  }

  #show(direction: 'in' | 'out', header: Omit<PacketHeader, 'payload_size'>, payload: unknown): void {
    if (this.#trace) {
      const { token, ...shown } = header as Record<string, unknown>;
      this.#trace({
        direction,
        method: header.method as string,
        header: token === undefined ? shown : { ...shown, token: '…' },
        payload,
      });
    }
  }
}

function readable(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
