import { PATIENCE_MILLIS, within } from './deadline.mjs';
import { NEW, OLD } from './sdk.mjs';

const COLLECTION_EVENTS = {
  [OLD]: [
    ...['itemAdded', 'itemAddedRemotely', 'itemUpdated', 'itemUpdatedRemotely', 'itemRemoved', 'itemRemovedRemotely'],
    ...['contextUpdated', 'contextUpdatedRemotely', 'collectionRemoved', 'collectionRemovedRemotely', 'failure'],
  ],
  [NEW]: ['itemAdded', 'itemUpdated', 'itemRemoved', 'contextUpdated', 'removed', 'failure'],
};

/** Every event that an object of a type can fire, by version. */
const EVENTS = {
  document: {
    [OLD]: [
      ...['keyAdded', 'keyAddedRemotely', 'keyUpdated', 'keyUpdatedRemotely', 'keyRemoved', 'keyRemovedRemotely'],
      ...['updated', 'updatedRemotely', 'removed', 'removedRemotely', 'failure'],
    ],
    [NEW]: ['updated', 'removed', 'failure'],
  },
  list: COLLECTION_EVENTS,
  map: COLLECTION_EVENTS,
  stream: {
    [OLD]: ['messagePublished', 'removed', 'failure'],
    [NEW]: ['messagePublished', 'removed', 'failure'],
  },
};

/** A word that no test's own data contains: it marks the writes that only show that all before them has arrived. */
export const MARKER = 'conformance-marker';

/** Keeps every event of one object, in order, as it was when it was fired. */
export class Recorder {
  #events = [];
  #waiting = new Set();

  constructor(version, type, object) {
    for (const name of EVENTS[type][version]) {
      object.on(name, (...args) => this.#record([name, ...args.map(plain)]));
    }
  }

  /** All events but the markers' own. */
  get events() {
    return this.#events.filter(event => !isMarker(event));
  }

  /** Completes with the event, past or to come, that the condition accepts. */
  async heard(what, accepts, patienceMillis) {
    await this.#until(what, () => this.#events.some(accepts), patienceMillis);
    return this.#events.find(accepts);
  }

  /** Completes when this many events (markers not counted) have been fired. */
  count(expected, patienceMillis) {
    return this.#until(`${expected} events`, () => this.events.length >= expected, patienceMillis);
  }

  hearsMarker(marker) {
    return this.heard(`the marker ${marker}`, event => JSON.stringify(event).includes(marker));
  }

  #until(what, isSo, patienceMillis = PATIENCE_MILLIS) {
    const come = new Promise(resolve => {
      const look = () => {
        if (isSo()) {
          this.#waiting.delete(look);
          resolve();
        }
      };
      this.#waiting.add(look);
      look();
    });
    return within(patienceMillis, () => `${what}; heard ${JSON.stringify(this.#events, null, 1)}`, come);
  }

  #record(event) {
    this.#events.push(event);
    for (const look of [...this.#waiting]) {
      look();
    }
  }
}

function isMarker(event) {
  return JSON.stringify(event).includes(MARKER);
}

/** Items are live objects that later events change: keep what they hold now. */
function plain(value) {
  if (isItem(value)) {
    const position = 'index' in value ? { index: value.index } : { key: value.key };
    return structuredClone('value' in value ? { ...position, value: value.value } : { ...position, data: value.data });
  }
  if (value instanceof Error) {
    return { error: value.message, status: value.status, code: value.code };
  }
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
  }
  return structuredClone(value);
}

function isItem(value) {
  const isPlain = value === null || typeof value !== 'object' || Object.getPrototypeOf(value) === Object.prototype;
  return !isPlain && !Array.isArray(value) && ('index' in value || 'key' in value);
}
