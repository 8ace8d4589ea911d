import { KEYS } from './keys.mjs';

/** A back end of the app: it speaks REST with the account's credentials. */
export class BackEnd {
  #service;

  constructor(url) {
    this.#service = `${url}/sync/v1/Services/${KEYS.serviceSid}`;
  }

  /** From some moment within a second on, identities may only do what they have permission for. */
  enforcePermissions() {
    return this.#post('', { AclEnabled: true });
  }

  /** Sets the rights of one identity on an object; `path` names its kind, as `Documents`. */
  permit(path, sid, identity, { read = false, write = false, manage = false }) {
    return this.#post(`/${path}/${sid}/Permissions/${encodeURIComponent(identity)}`, {
      Read: read,
      Write: write,
      Manage: manage,
    });
  }

  async #post(path, form) {
    const credentials = Buffer.from(`${KEYS.apiKey}:${KEYS.apiSecret}`).toString('base64');
    const response = await fetch(this.#service + path, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}` },
      body: new URLSearchParams(form),
    });
    if (!response.ok) {
      throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  }
}
