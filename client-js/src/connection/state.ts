/** Where a connection stands. */
export const ConnectionState = {
  /** Offline, and no attempt under way. */
  DISCONNECTED: 'disconnected',
  /** Offline, and an attempt under way or soon to be. */
  CONNECTING: 'connecting',
  /** Online. */
  CONNECTED: 'connected',
  /** Going offline. */
  DISCONNECTING: 'disconnecting',
  /** The token is refused or has ended; another one must come before there is a connection again. */
  DENIED: 'denied',
  /** There will be no connection: the client has to be made anew, with other options. */
  ERROR: 'error',
} as const;

/** One of {@link ConnectionState}. */
export type ConnectionState = (typeof ConnectionState)[keyof typeof ConnectionState];
