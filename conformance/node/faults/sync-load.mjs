import { CHORUS_JAVA, ChorusJavaUser } from '../harness/drivers/chorus-java.mjs';
import { CHORUS_JS, ChorusJsUser } from '../harness/drivers/chorus-js.mjs';
import { PublishedSyncUser } from '../harness/drivers/sync-published.mjs';
import { NEW, OLD } from '../harness/sdk.mjs';
import { between, oneOf, pause, randomFor } from './plan.mjs';

const SDKS = [NEW, OLD, CHORUS_JS, CHORUS_JAVA];
const CONNECT = {
  [CHORUS_JS]: (url, identity) => ChorusJsUser.connect('sync', url, identity),
  [CHORUS_JAVA]: (url, identity) => ChorusJavaUser.connect('sync', url, identity),
};
/** Between two writes of one writer. */
const LEAST_PAUSE_MILLIS = 60;
const MOST_PAUSE_MILLIS = 240;
/** More than an item may have. */
const TOO_LARGE_BYTES = 20_000;
const RESYNC_STATUS = 410;
const REOPEN_MILLIS = 500;

/** What a writer does next, and how often of a hundred times. */
const OPERATIONS = [
  ...[
    [24, 'push'],
    [16, 'set'],
    [12, 'updateListItem'],
    [8, 'updateMapItem'],
    [6, 'removeListItem'],
  ],
  ...[
    [6, 'removeMapItem'],
    [10, 'mutate'],
    [8, 'setOwnDocument'],
    [7, 'publish'],
    [3, 'pushTooLarge'],
  ],
];

/** Writers and readers of documents, lists, maps and streams: one of each for each SDK, all of them reading all. */
export class SyncLoad {
  static async start({ seed, run, balancer, journal }) {
    const load = new SyncLoad(run);
    const connecting = SDKS.flatMap((sdk, place) =>
      ['writer', 'reader'].map(async role => {
        const name = `${role === 'writer' ? 'w' : 'r'}-${sdk}`;
        const door = await balancer.door(place + (role === 'writer' ? 0 : 1), `${name}-${run}`);
        const user = await connect(sdk, door.url, `${name}-${run}`);
        return new SyncClient({ name, sdk, role, user, random: randomFor(seed, name), journal });
      }),
    );
    load.clients = await Promise.all(connecting);
    for (const [name, kind] of Object.entries(load.objects)) {
      for (const client of load.clients) {
        load.sids[name] = await client.open(name, kind);
      }
    }
    for (const client of load.clients) {
      client.reopenFrom(load.objects);
    }
    return load;
  }

  constructor(run) {
    const owned = SDKS.map(sdk => [`document-of-w-${sdk}-${run}`, 'document']);
    const shared = ['document', 'list', 'map', 'stream'].map(kind => [`${kind}-${run}`, kind]);
    /** The kinds of all objects, by name. */
    this.objects = Object.fromEntries([...shared, ...owned]);
    this.sids = {};
    this.run = run;
  }

  /** A map that nobody here follows, for the probes. */
  async probed() {
    return (await this.clients[0].user.perform('open', { kind: 'map', name: `probes-${this.run}` })).sid;
  }

  /** Writes until `isOver`; completes when the last answer has come. */
  async write(isOver) {
    await Promise.all(
      this.clients.filter(({ role }) => role === 'writer').map(client => client.write(this.run, isOver)),
    );
  }

  /** What each client was told of each object so far. */
  async views() {
    const views = [];
    for (const client of this.clients) {
      for (const [name, kind] of Object.entries(this.objects)) {
        views.push({
          client: client.name,
          sdk: client.sdk,
          object: name,
          told: client.told(name),
          state: await client.state(name, kind),
        });
      }
    }
    return views;
  }

  async close() {
    this.clients.forEach(client => client.reopenNoMore());
    await Promise.all(this.clients.map(({ user }) => user.close()));
  }
}

class SyncClient {
  #random;
  #journal;
  /** Keys that this client may still change: nobody else changes them. */
  #items = { list: [], map: [] };
  #reopening;
  #look;

  constructor({ name, sdk, role, user, random, journal }) {
    Object.assign(this, { name, sdk, role, user });
    this.#random = random;
    this.#journal = journal;
  }

  async open(name, kind) {
    const { sid } = await this.user.perform('open', { name, kind });
    await this.user.perform('listens', { name });
    return sid;
  }

  /** Opens anew what it is told to open anew, as an app does; `kinds` are those of all objects, by name. */
  reopenFrom(kinds) {
    let next = 0;
    const look = async () => {
      for (; next < this.user.events.length; next++) {
        const { event, status, of: name } = this.user.events[next];
        if (event === 'failure' && status === RESYNC_STATUS && kinds[name]) {
          await this.user.perform('reopen', { kind: kinds[name], name });
        }
      }
    };
    // What fails is tried again: the service may be away.
    this.#reopening = setInterval(() => {
      this.#look ??= look().then(
        () => (this.#look = undefined),
        () => (this.#look = undefined),
      );
    }, REOPEN_MILLIS);
  }

  reopenNoMore() {
    clearInterval(this.#reopening);
  }

  async write(run, isOver) {
    while (!isOver()) {
      await this[`_${this.#next()}`](run);
      await pause(between(this.#random, LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS));
    }
  }

  /** What happened to an object, as this client says it. */
  told(name) {
    return this.user.events.filter(({ of }) => of === name).map(describe);
  }

  /** A document as the client has it now; what it has of items follows from what it was told. */
  async state(name, kind) {
    return kind === 'document' ? [['', (await this.user.perform('value', { name })).w]] : undefined;
  }

  #next() {
    let drawn = this.#random.below(100);
    return OPERATIONS.find(([share]) => (drawn -= share) < 0)[1];
  }

  #account(object, kind, key, call, args) {
    return this.#journal.account({ by: this.name, object, kind, key }, id =>
      this.user.perform(call, { name: object, ...args(id) }),
    );
  }

  async _push(run) {
    const answer = await this.#account(`list-${run}`, 'added', undefined, 'push', w => ({ value: { w } }));
    if (answer) {
      this.#items.list.push(answer.key);
    }
  }

  async _pushTooLarge(run) {
    const text = 'x'.repeat(TOO_LARGE_BYTES);
    await this.#account(`list-${run}`, 'added', undefined, 'push', w => ({ value: { w, text } }));
  }

  async _set(run) {
    const key = `${this.name}-${this.#items.map.length}-${this.#random.below(2 ** 31)}`;
    const answer = await this.#account(`map-${run}`, 'added', key, 'setItem', w => ({ key, value: { w } }));
    if (answer) {
      this.#items.map.push(key);
    }
  }

  _updateListItem(run) {
    return this.#updateItem('list', `list-${run}`, 'updateItem');
  }

  _updateMapItem(run) {
    return this.#updateItem('map', `map-${run}`, 'updateItem');
  }

  async #updateItem(kind, object, call) {
    const drawn = this.#random.below(2 ** 31);
    if (this.#items[kind].length > 0) {
      const key = oneOf({ below: bound => drawn % bound }, this.#items[kind]);
      await this.#account(object, 'updated', key, call, w => ({ key, value: { w } }));
    }
  }

  _removeListItem(run) {
    return this.#removeItem('list', `list-${run}`);
  }

  _removeMapItem(run) {
    return this.#removeItem('map', `map-${run}`);
  }

  async #removeItem(kind, object) {
    const drawn = this.#random.below(2 ** 31);
    if (this.#items[kind].length > 0) {
      const [key] = this.#items[kind].splice(drawn % this.#items[kind].length, 1);
      await this.#account(object, 'removed', key, 'removeItem', () => ({ key }));
    }
  }

  async _mutate(run) {
    await this.#account(`document-${run}`, 'set', '', 'mutate', w => ({ add: { n: 1 }, set: { w } }));
  }

  async _setOwnDocument(run) {
    await this.#account(`document-of-${this.name}-${run}`, 'set', '', 'set', w => ({ value: { w } }));
  }

  async _publish(run) {
    await this.#account(`stream-${run}`, 'published', '', 'publish', w => ({ value: { w } }));
  }
}

function connect(sdk, url, identity) {
  return CONNECT[sdk]?.(url, identity) ?? PublishedSyncUser.connect(sdk, url, identity);
}

const KINDS = { itemAdded: 'added', itemUpdated: 'updated', itemRemoved: 'removed', updated: 'set' };

/** An event in the words of the checker. */
function describe({ event, key = '', value, local, status, code }) {
  if (event === 'failure') {
    return status === RESYNC_STATUS ? { resync: true } : { what: `failure:${status}:${code}` };
  }
  if (event === 'messagePublished') {
    return { what: value.w, local };
  }
  const kind = KINDS[event] ?? event;
  return { what: kind === 'removed' ? `removed:${key}` : `${kind}:${key}:${value.w}`, local };
}
