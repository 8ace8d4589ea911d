import { Backoff } from '../core/backoff.js';
import { ChorusError, ClientErrorCode } from '../core/errors.js';
import { randomHex } from '../core/ids.js';
import { Call, refusal, type Answer, type CallRequest } from './call.js';
import type { PacketHeader } from './packet.js';

/** What a socket does for the calls. */
interface Wire {
  send(header: Omit<PacketHeader, 'payload_size'>, payload?: string): void;
  /** Gives the connection up and makes another. */
  restart(): void;
}

const ANSWER_MILLIS = 20_000;
/** How many requests are on the wire at once; the server bounds them too. */
const MOST_ON_THE_WIRE = 64;
/** After a reconnect, how long events wait for the answers to what was sent again. */
const RESENT_MILLIS = 2_000;

/** @internal The outbox: calls in the order in which they were made, until they are answered. */
export class Calls {
  readonly #calls = new Map<string, Call>();
  readonly #ofConnection = new Set<Call>();
  readonly #onTheWire = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #pausing = new Set<string>();
  #connected = false;
  #refused: ChorusError | undefined;

  constructor(
    readonly host: string,
    readonly activeGrant: string,
    readonly limit: number,
    readonly wire: Wire,
  ) {}

  /** How many calls in the outbox have no answer yet. */
  get size(): number {
    return this.#calls.size - this.#ofConnection.size;
  }

  add<T>(request: CallRequest, receive: (answer: Answer) => T | Promise<T>): Promise<T> {
    if (this.#refused) {
      return Promise.reject(this.#refused);
    }
    if (!request.endsWithConnection && this.size >= this.limit) {
      const full = new ChorusError(ClientErrorCode.OUTBOX_FULL, 0, `${this.limit} calls wait for an answer already`);
      return Promise.reject(full);
    }
    const call = new Call(randomHex(), withRequestId(request), this.activeGrant, receive);
    this.#calls.set(call.id, call);
    if (request.endsWithConnection) {
      this.#ofConnection.add(call);
    }
    this.#sendWhatMay();
    return call.answer as Promise<T>;
  }

  /** A session has begun. Completes when what had been sent before is answered, or has taken too long. */
  connected(): Promise<void> {
    this.#connected = true;
    const resent = [...this.#calls.values()].filter(call => call.isWrite && call.wasSent).map(call => call.answer);
    this.#sendWhatMay();
    if (resent.length === 0) {
      return Promise.resolve();
    }
    return Promise.race([
      Promise.allSettled(resent).then(() => undefined),
      new Promise<void>(resolve => setTimeout(resolve, RESENT_MILLIS)),
    ]);
  }

  disconnected(): void {
    this.#connected = false;
    this.#onTheWire.forEach(timer => clearTimeout(timer));
    this.#onTheWire.clear();
    [...this.#ofConnection].forEach(call => {
      this.#forget(call);
      call.fail(new ChorusError(ClientErrorCode.OUTCOME_UNKNOWN, 0, 'The connection was lost'));
    });
  }

  /** Fails all calls, and those to come. */
  refuse(error: ChorusError): void {
    this.#refused = error;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    this.#ofConnection.clear();
    this.disconnected();
    calls.forEach(call => call.fail(error));
  }

  /** Takes calls again. */
  accept(): void {
    this.#refused = undefined;
  }

  answered(header: PacketHeader, payload: any): void {
    const call = this.#calls.get(header.id);
    if (!call || !this.#onTheWire.has(call.id)) {
      return;
    }
    clearTimeout(this.#onTheWire.get(call.id));
    this.#onTheWire.delete(call.id);
    const http = header.http_status ?? header.status ?? { code: 500 };
    if (http.code >= 200 && http.code < 300) {
      this.#forget(call);
      call.succeed({ status: http.code, body: payload });
    } else if (call.mayTryAgain(http.code)) {
      this.#pause(call);
    } else {
      this.#forget(call);
      call.fail(refusal(http.code, http.status, payload));
    }
    this.#sendWhatMay();
  }

  #forget(call: Call): void {
    this.#calls.delete(call.id);
    this.#ofConnection.delete(call);
  }

  #sendWhatMay(): void {
    if (!this.#connected || this.#onTheWire.size >= MOST_ON_THE_WIRE) {
      return;
    }
    for (const call of this.#calls.values()) {
      if (this.#onTheWire.size >= MOST_ON_THE_WIRE) {
        return;
      }
      if (this.#onTheWire.has(call.id) || this.#pausing.has(call.id)) {
        continue;
      }
      if (call.isRepeatable) {
        this.#send(call);
      } else {
        this.#forget(call);
        call.failUnknown();
      }
    }
  }

  #send(call: Call): void {
    call.sent();
    this.#onTheWire.set(
      call.id,
      setTimeout(() => this.wire.restart(), ANSWER_MILLIS),
    );
    const { method, path, params, headers, body } = call.request;
    const type = headers?.['Content-Type'] ?? 'application/json';
    this.wire.send(
      {
        method: 'message',
        id: call.id,
        active_grant: call.activeGrant,
        payload_type: type,
        http_request: { host: this.host, path, method, params: encoded(params), headers: headers ?? {} },
      },
      body === undefined ? undefined : type === 'application/json' ? JSON.stringify(body) : String(body),
    );
  }

  #pause(call: Call): void {
    this.#pausing.add(call.id);
    setTimeout(
      () => {
        this.#pausing.delete(call.id);
        this.#sendWhatMay();
      },
      new Backoff({ minMillis: 500, maxMillis: 8_000 }).next(),
    );
  }
}

/** Writes carry an id under which the server recognises a repetition. */
function withRequestId(request: CallRequest): CallRequest {
  if (request.method === 'GET') {
    return request;
  }
  return { ...request, headers: { 'Twilio-Request-Id': `RQ${randomHex()}`, ...request.headers } };
}

/** The values of a tunnelled query stay percent-encoded (sync specification, section 9.1). */
function encoded(params: CallRequest['params']): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value !== undefined) {
      result[name] = encodeURIComponent(value);
    }
  }
  return result;
}
