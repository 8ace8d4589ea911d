import { KEYS } from './keys.mjs';

/** Asks the routes under /admin/v1, as the cluster's operator or as an account. */
export class Operator {
  #url;
  #authorization;

  /** The cluster's operator. */
  static of(url, token = KEYS.operatorToken) {
    return new Operator(url, `Bearer ${token}`);
  }

  /** Whoever has these credentials: an account's auth token, or a key's secret. */
  static account(url, user, password) {
    return new Operator(url, `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
  }

  constructor(url, authorization) {
    this.#url = url;
    this.#authorization = authorization;
  }

  /** Completes with status and body, whatever they are. */
  async ask(method, path, form) {
    const response = await fetch(path.startsWith('http') ? path : `${this.#url}${path}`, {
      method,
      headers: { authorization: this.#authorization },
      body: form === undefined || method !== 'POST' ? undefined : new URLSearchParams(form),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), text };
  }

  /** A new account with a key and a service. */
  static async newTenant(url, friendlyName) {
    const account = (await Operator.of(url).ask('POST', '/admin/v1/Accounts', { FriendlyName: friendlyName })).body;
    const owner = Operator.account(url, account.sid, account.auth_token);
    const key = (await owner.ask('POST', '/admin/v1/Keys', { FriendlyName: 'first' })).body;
    const service = (await owner.ask('POST', '/chat/v2/Services', { FriendlyName: friendlyName })).body;
    return { account, owner, key, service };
  }
}
