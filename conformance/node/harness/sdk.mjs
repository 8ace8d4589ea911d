import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { PATIENCE_MILLIS, within } from './deadline.mjs';
import { mintToken } from './tokens.mjs';

const require = createRequire(import.meta.url);
const { EmsClient } = require('twilio-ems-client');

export const OLD = '0.6.2';
export const NEW = '4.0.1';
export const VERSIONS = [OLD, NEW];

/** The published client class of each version. */
export const CLIENT_CLASSES = {
  [OLD]: require('twilio-sync-0.6.2').SyncClient,
  [NEW]: require('twilio-sync-4.0.1').SyncClient,
};

/** Which way 0.6.2 exchanges its token; 4.0.1 has no exchange. */
export const Exchange = Object.freeze({
  /** Plain HTTP to the gateway, so that a denied client can recover. */
  DIRECT: 'direct',
  /** A realm that cannot be reached, so that the exchange goes through the socket: what an app without TLS sets. */
  THROUGH_SOCKET: 'through the socket',
});

const UNREACHABLE_REALM = '@127.0.0.1:1/v1/token#';

/** A new client, still connecting. */
export function createClient(
  version,
  url,
  { token = mintToken({ identity: newIdentity() }), exchange = Exchange.DIRECT } = {},
) {
  const options = optionsFor(version, url);
  if (version === OLD && exchange === Exchange.DIRECT) {
    options.emsClient = new EmsClient({ emsClient: { url: `${url}/v1/token` } });
  }
  return new CLIENT_CLASSES[version](token, options);
}

/** Completes with a client that is connected. */
export async function connectClient(version, url, options) {
  const client = createClient(version, url, options);
  await connectionState(client, 'connected');
  return client;
}

/** Completes when the client is in the state, at once if it is now. */
export function connectionState(client, state, patienceMillis = PATIENCE_MILLIS) {
  if (client.connectionState === state) {
    return Promise.resolve();
  }
  let listener;
  const reached = new Promise(resolve => {
    // The argument may say "retrying" where the property says "connecting"; either counts.
    listener = announced => (announced === state || client.connectionState === state) && resolve();
    client.on('connectionStateChanged', listener);
  });
  return within(patienceMillis, () => `state ${state}; it is ${client.connectionState}`, reached).finally(() =>
    client.removeListener('connectionStateChanged', listener),
  );
}

/** Completes when the client announces the state, which it may do a little after it shows it. */
export function announcedState(client, state, patienceMillis = PATIENCE_MILLIS) {
  let listener;
  const announced = new Promise(resolve => {
    listener = announcement => announcement === state && resolve();
    client.on('connectionStateChanged', listener);
  });
  return within(patienceMillis, `the announcement of ${state}`, announced).finally(() =>
    client.removeListener('connectionStateChanged', listener),
  );
}

/** Completes with the arguments of the client's next such event. */
export function clientEvent(client, event, patienceMillis = PATIENCE_MILLIS) {
  let listener;
  const heard = new Promise(resolve => {
    listener = (...args) => resolve(args);
    client.on(event, listener);
  });
  return within(patienceMillis, `event ${event}`, heard).finally(() => client.removeListener(event, listener));
}

export function newIdentity() {
  return `user-${randomUUID().slice(0, 8)}`;
}

/** What an app without TLS sets; a fresh object, for the clients write into it. */
export function optionsFor(version, url) {
  const socketBase = url.replace(/^http/, 'ws');
  return {
    logLevel: 'silent',
    twilsock: { uri: `${socketBase}/v3/wsconnect` },
    Twilsock: { uri: socketBase },
    cdsUri: url,
    Sync: { cdsUri: url },
    ...(version === OLD ? { realm: UNREACHABLE_REALM, minTokenRefreshInterval: 1 } : {}),
  };
}
