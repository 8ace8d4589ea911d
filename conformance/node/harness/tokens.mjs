import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { KEYS } from './keys.mjs';

/** A client token as an app's back end would mint it; every part can be replaced to make a bad one. */
export function mintToken({
  identity = 'alice',
  lifetimeSeconds = 3600,
  serviceSid = KEYS.serviceSid,
  issuer = KEYS.apiKey,
  account = KEYS.accountSid,
  secret = KEYS.apiSecret,
  algorithm = 'HS256',
  contentType = 'twilio-fpa;v=1',
  grants = { identity, data_sync: { service_sid: serviceSid } },
} = {}) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    jti: `${issuer}-${randomUUID()}`,
    iss: issuer,
    sub: account,
    iat: Math.min(now, now + lifetimeSeconds - 1),
    exp: now + lifetimeSeconds,
    grants,
  };
  return jwt.sign(claims, algorithm === 'none' ? '' : secret, {
    algorithm,
    header: { typ: 'JWT', cty: contentType },
  });
}
