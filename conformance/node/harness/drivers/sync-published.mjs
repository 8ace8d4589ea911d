import { within, PATIENCE_MILLIS } from '../deadline.mjs';
import { connectClient, OLD } from '../sdk.mjs';
import { mintToken } from '../tokens.mjs';
import { added, SyncCalls } from './sync-calls.mjs';

/** One user of a published sync client, as scenarios act and hear. */
export class PublishedSyncUser extends SyncCalls {
  static async connect(version, url, identity) {
    return new PublishedSyncUser(version, await connectClient(version, url, { token: mintToken({ identity }) }));
  }

  #objects = new Map();

  constructor(version, client) {
    super();
    this.version = version;
    this.client = client;
  }

  async state() {
    return this.client.connectionState;
  }

  async close() {
    await this.client.shutdown();
  }

  async perform(call, args = {}) {
    return this[`_${call}`](args, this.#objects.get(args.name)?.object);
  }

  async _open({ kind, name }) {
    const object = await this.client[kind](name);
    const established = new Promise(resolve =>
      object.on('_subscriptionStateChanged', state => state === 'established' && resolve()),
    );
    this.#objects.set(name, { kind, object, established });
    this.#listen(name, kind, object);
    return { sid: object.sid };
  }

  _listens({ name }) {
    return within(PATIENCE_MILLIS, `the subscription of ${name}`, this.#objects.get(name).established);
  }

  _value(args, object) {
    return dataOf(object);
  }

  async _pushMany({ count }, object) {
    for (let n = 0; n < count; n++) {
      await object.push({ n });
    }
  }

  async _setItem({ key, value, ttl }, object) {
    await (ttl === undefined ? object.set(key, value) : object.set(key, value, { ttl }));
  }

  async _get({ key }, object) {
    return dataOf(await object.get(key));
  }

  async _items({ order, from }, object) {
    const found = await this.#all(object, { pageSize: 50, order, from });
    return found.map(item => [item.index ?? item.key, dataOf(item)]);
  }

  async _keys({ order, from, pageSize }, object) {
    const keys = (await this.#all(object, { pageSize, order, from })).map(item => item.index ?? item.key);
    return { count: keys.length, first: keys[0], last: keys.at(-1) };
  }

  async #all(object, query) {
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
    const found = [];
    for (let page = await object.getItems(given); ; page = await page.nextPage()) {
      found.push(...page.items);
      if (!page.hasNextPage) {
        return found;
      }
    }
  }

  #listen(of, kind, object) {
    const tell = (event, facts) => this.events.push({ event, of, ...structuredClone(facts) });
    const isOld = this.version === OLD;
    const item = (event, old, now) => object.on(event, isOld ? old(event) : now(event));
    if (kind === 'document') {
      item(
        'updated',
        event => (value, local) => tell(event, { value, local }),
        event =>
          ({ data, isLocal }) =>
            tell(event, { value: data, local: isLocal }),
      );
    } else if (kind === 'stream') {
      object.on('messagePublished', ({ message, isLocal }) =>
        tell('messagePublished', { value: message.data ?? message.value, local: isLocal }),
      );
    } else {
      for (const name of ['itemAdded', 'itemUpdated']) {
        item(
          name,
          event => (entry, local) => tell(event, { key: entry.index ?? entry.key, value: entry.value, local }),
          event =>
            ({ item: entry, isLocal }) =>
              tell(event, { key: entry.index ?? entry.key, value: entry.data, local: isLocal }),
        );
      }
      item(
        'itemRemoved',
        event => (key, local) => tell(event, { key, local }),
        event => removal => tell(event, { key: removal.index ?? removal.key, local: removal.isLocal }),
      );
    }
    object.on('failure', ({ status, code }) => tell('failure', { status, code }));
    object.on(isOld && kind !== 'document' && kind !== 'stream' ? 'collectionRemoved' : 'removed', removal =>
      tell('removed', { local: typeof removal === 'boolean' ? removal : removal.isLocal }),
    );
  }
}

function dataOf(item) {
  return item.value ?? item.data;
}
