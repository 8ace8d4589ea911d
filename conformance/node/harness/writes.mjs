import { documentSet, itemAdded, itemRemoved, itemUpdated, messagePublished } from './facts.mjs';

/** Each write changes the participant's object in the way of its type and completes with the fact that it made. */
const WRITES = {
  async document(participant, n) {
    const previous = participant.data;
    await participant.object.set({ n });
    return documentSet(participant, previous, { n });
  },
  async list(participant, n) {
    const { index } = await participant.object.push({ n });
    return itemAdded(participant, index, { n });
  },
  async map(participant, n) {
    const key = `key-${n}`;
    await participant.object.set(key, { n });
    return itemAdded(participant, key, { n });
  },
  async stream(participant, n) {
    const { sid } = await participant.object.publishMessage({ n });
    return messagePublished(participant, sid, { n });
  },
};

/** Writes something new, whatever the object's type; `n` is different for each write to one object. */
export function write(participant, n) {
  return WRITES[participant.type](participant, n);
}

/**
 * Writes what a client can miss: several changes of one thing, things that come and go, a thing that goes and comes
 * again. Completes with the facts, in order. Documents and lists and maps only: streams are never replayed.
 */
export async function writeManyKinds(participant) {
  return MANY_KINDS[participant.type](participant);
}

const MANY_KINDS = {
  async document(participant) {
    const facts = [];
    for (const n of [101, 102, 103]) {
      facts.push(await write(participant, n));
    }
    return facts;
  },
  async list(participant) {
    const { object } = participant;
    const kept = (await object.push({ n: 'kept' })).index;
    const gone = (await object.push({ n: 'gone' })).index;
    await object.set(kept, { n: 'kept 2' });
    await object.set(kept, { n: 'kept 3' });
    await object.remove(gone);
    const last = (await object.push({ n: 'last' })).index;
    return [
      itemAdded(participant, kept, { n: 'kept' }),
      itemAdded(participant, gone, { n: 'gone' }),
      itemUpdated(participant, kept, { n: 'kept' }, { n: 'kept 2' }),
      itemUpdated(participant, kept, { n: 'kept 2' }, { n: 'kept 3' }),
      itemRemoved(participant, gone, { n: 'gone' }),
      itemAdded(participant, last, { n: 'last' }),
    ];
  },
  async map(participant) {
    const { object } = participant;
    await object.set('kept', { n: 1 });
    await object.set('gone', { n: 1 });
    await object.set('kept', { n: 2 });
    await object.remove('gone');
    await object.set('gone', { n: 'again' });
    await object.set('kept', { n: 3 });
    return [
      itemAdded(participant, 'kept', { n: 1 }),
      itemAdded(participant, 'gone', { n: 1 }),
      itemUpdated(participant, 'kept', { n: 1 }, { n: 2 }),
      itemRemoved(participant, 'gone', { n: 1 }),
      itemAdded(participant, 'gone', { n: 'again' }),
      itemUpdated(participant, 'kept', { n: 2 }, { n: 3 }),
    ];
  },
};
