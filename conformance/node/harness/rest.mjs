import { createRequire } from 'node:module';
import { KEYS } from './keys.mjs';

const require = createRequire(import.meta.url);
const twilio = require('twilio');

const PRODUCT_HOST = /^https:\/\/(chat|ip-messaging|sync)(\.[a-z0-9-]+){0,2}\.twilio\.com(:443)?\//;

/** The helper library for back ends, unmodified; only where it sends its requests is changed, by its own hook. */
export function restClient(url, { user = KEYS.apiKey, password = KEYS.apiSecret, accountSid = KEYS.accountSid } = {}) {
  const inner = new twilio.RequestClient();
  return twilio(user, password, {
    accountSid,
    httpClient: {
      request: options => inner.request({ ...options, uri: options.uri.replace(PRODUCT_HOST, `${url}/$1/`) }),
    },
  });
}

/** A token of the library's own classes. */
export function helperToken(
  identity,
  {
    account = KEYS.accountSid,
    key = KEYS.apiKey,
    secret = KEYS.apiSecret,
    serviceSid = KEYS.serviceSid,
    ...options
  } = {},
) {
  const { AccessToken } = twilio.jwt;
  const { ChatGrant, SyncGrant } = AccessToken;
  const token = new AccessToken(account, key, secret, { identity, ttl: 3600, ...options });
  token.addGrant(new SyncGrant({ serviceSid }));
  token.addGrant(new ChatGrant({ serviceSid }));
  return token.toJwt();
}

/** What the library's error says of a refusal; fails where nothing was refused. */
export async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return { status: error.status, code: error.code };
  }
  throw new Error('it was not refused');
}
