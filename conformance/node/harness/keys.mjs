/** The development keys of every Chorus that the tests start: fixed, so that tests can mint tokens. */
export const KEYS = Object.freeze({
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'conformance-auth-token',
  apiKey: 'SK0123456789abcdef0123456789abcdef',
  apiSecret: 'conformance-api-secret-long-enough-for-hs256',
  serviceSid: 'IS0123456789abcdef0123456789abcdef',
  operatorToken: 'conformance-operator-token',
});

/** A second service of the same account; nothing of the first may be seen through it. */
export const OTHER_SERVICE_SID = 'ISfedcba9876543210fedcba9876543210';

export function keysAsEnvironment() {
  return {
    CHORUS_ACCOUNT_SID: KEYS.accountSid,
    CHORUS_AUTH_TOKEN: KEYS.authToken,
    CHORUS_API_KEY: KEYS.apiKey,
    CHORUS_API_SECRET: KEYS.apiSecret,
    CHORUS_SERVICE_SID: KEYS.serviceSid,
    CHORUS_OPERATOR_TOKEN: KEYS.operatorToken,
  };
}
