import { ChorusError, ClientErrorCode } from '../core/errors.js';

/** @internal What a call asks for. */
export interface CallRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Percent-encoded. */
  path: string;
  params?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  /** JSON, unless the headers say otherwise. */
  body?: unknown;
  /** Means nothing to another connection: it fails with this one, and takes no place in the outbox. */
  endsWithConnection?: boolean;
}

/** @internal What was answered. */
export interface Answer {
  status: number;
  body: any;
}

/** The server remembers what a request did for two minutes: past that a repetition could act again. */
const REPEATABLE_MILLIS = 100_000;
const MOST_ATTEMPTS = 8;

/** @internal A request on its way to an answer, through as many connections as that takes. */
export class Call {
  readonly answer: Promise<unknown>;
  /** When it first went out; 0 before. */
  #sentAt = 0;
  #refusals = 0;
  #resolve!: (result: unknown) => void;
  #reject!: (error: Error) => void;

  constructor(
    readonly id: string,
    readonly request: CallRequest,
    readonly activeGrant: string,
    private readonly receive: (answer: Answer) => unknown,
  ) {
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get isWrite(): boolean {
    return this.request.method !== 'GET';
  }

  get wasSent(): boolean {
    return this.#sentAt > 0;
  }

  sent(): void {
    this.#sentAt ||= Date.now();
  }

  /** Whether sending it once more can do nothing twice. */
  get isRepeatable(): boolean {
    return !this.wasSent || !this.isWrite || Date.now() - this.#sentAt < REPEATABLE_MILLIS;
  }

  /** At once: the next packet may be the event that the request caused, and must find its answer taken in. */
  succeed(answer: Answer): void {
    try {
      this.#resolve(this.receive(answer));
    } catch (error) {
      this.#reject(error as Error);
    }
  }

  fail(error: Error): void {
    this.#reject(error);
  }

  failUnknown(): void {
    this.fail(
      new ChorusError(
        ClientErrorCode.OUTCOME_UNKNOWN,
        0,
        `${this.request.method} ${this.request.path} was sent, and the connection lost before an answer came`,
      ),
    );
  }

  /** Whether a refusal such as 503 is to be tried again, which needs the same request id and some patience. */
  mayTryAgain(status: number): boolean {
    const passing = status === 429 || status === 502 || status === 503 || status === 504;
    return passing && this.isRepeatable && ++this.#refusals < MOST_ATTEMPTS;
  }
}

/** @internal The error in an answer's body. */
export function refusal(status: number, text: string | undefined, body: any): ChorusError {
  return new ChorusError(body?.code ?? 0, status, body?.message ?? text ?? `HTTP status ${status}`);
}
