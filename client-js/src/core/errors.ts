import { ERROR_CODES } from './error-codes.js';

/** Codes of errors that no server sent: what went wrong lies on this side, or on the way. */
export const ClientErrorCode = {
  /** The client has been shut down. */
  SHUT_DOWN: 60001,
  /** As many calls wait for a connection as may. */
  OUTBOX_FULL: 60002,
  /** The call was sent and the connection lost; the server may or may not have carried it out. */
  OUTCOME_UNKNOWN: 60003,
  /** The object has been removed, or closed. */
  OBJECT_GONE: 60004,
  /** The server speaks another protocol, or cannot be used for another lasting reason. */
  UNUSABLE: 60005,
} as const;

const CLIENT_REMEDIES: Record<number, string> = {
  [ClientErrorCode.SHUT_DOWN]: 'Make a new client.',
  [ClientErrorCode.OUTBOX_FULL]: 'Make fewer calls while the connection is away, or raise outboxLimit.',
  [ClientErrorCode.OUTCOME_UNKNOWN]: 'Look at the present state, and call again if the change is not there.',
  [ClientErrorCode.OBJECT_GONE]: 'Open the object anew.',
  [ClientErrorCode.UNUSABLE]: 'Check the URL, and that the server is a Chorus of a version that fits.',
};

/** Why a call failed, or a connection: with a number to branch on, and what can be done about it. */
export class ChorusError extends Error {
  /** The number of what happened. It never changes its meaning; the text may. */
  readonly code: number;
  /** The HTTP status of the answer; 0 where there was none. */
  readonly status: number;
  /** Whether the same call, made later, may succeed. */
  readonly retryable: boolean;
  /** What to do about it. */
  readonly remedy: string;

  constructor(code: number, status: number, message: string) {
    super(message);
    this.name = 'ChorusError';
    this.code = code;
    this.status = status;
    this.retryable = ERROR_CODES[code]?.retryable ?? status >= 500;
    this.remedy = ERROR_CODES[code]?.remedy ?? CLIENT_REMEDIES[code] ?? 'See the message.';
  }
}

/** @internal */
export function goneError(what: string): ChorusError {
  return new ChorusError(ClientErrorCode.OBJECT_GONE, 0, `${what} has been removed or closed`);
}
