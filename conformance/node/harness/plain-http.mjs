import { mintToken } from './tokens.mjs';

/** Writes as 0.6.2 does without its socket. It costs less than a client, where a test needs thousands of writes. */
export class PlainHttp {
  #token = mintToken({ identity: 'writer' });

  constructor(url) {
    this.url = url;
  }

  createDocument(data) {
    return this.#send('POST', '/v3/Documents', { data });
  }

  setDocument(sid, data) {
    return this.#send('POST', `/v3/Documents/${sid}`, { data });
  }

  pushItem(sid, data) {
    return this.#send('POST', `/v3/Lists/${sid}/Items`, { data });
  }

  setMapItem(sid, key, data) {
    return this.#send('PUT', `/v3/Maps/${sid}/Items/${encodeURIComponent(key)}`, { data });
  }

  async #send(method, path, body) {
    const response = await fetch(this.url + path, {
      method,
      headers: { 'content-type': 'application/json', 'x-twilio-token': this.#token },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  }
}

/** Writes all, some at a time; `writeOne` is given the number of the write. */
export async function writeInParallel(count, atOnce, writeOne) {
  let next = 0;
  const writer = async () => {
    while (next < count) {
      await writeOne(next++);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writer));
}
