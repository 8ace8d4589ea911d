/**
 * What happens to an object, told once and independently of any client: who did it, and what it was. From a history
 * of facts follows exactly what each client of each version must fire, locally or remotely.
 */
import { NEW, OLD } from './sdk.mjs';

export const documentSet = (by, previous, data) => ({ kind: 'documentSet', by, previous, data });
export const documentRemoved = (by, previous) => ({ kind: 'documentRemoved', by, previous });
export const itemAdded = (by, position, data) => ({ kind: 'itemAdded', by, position, data });
export const itemUpdated = (by, position, previous, data) => ({ kind: 'itemUpdated', by, position, previous, data });
export const itemRemoved = (by, position, previous) => ({ kind: 'itemRemoved', by, position, previous });
export const contextSet = (by, context) => ({ kind: 'contextSet', by, context });
export const collectionRemoved = by => ({ kind: 'collectionRemoved', by });
export const messagePublished = (by, sid, data) => ({ kind: 'messagePublished', by, sid, data });
export const streamRemoved = by => ({ kind: 'streamRemoved', by });

/** Nobody: the originator of what the server does by itself. */
export const NOBODY = null;

/** The events that the participant's object must have fired, once each and in this order. */
export function eventsOf(participant, history) {
  return history.flatMap(fact => TOLD_AS[participant.version][fact.kind](fact, fact.by === participant));
}

/** How an item is named in events: a list's by its index, a map's by its key. */
const place = position => (typeof position === 'number' ? { index: position } : { key: position });

const TOLD_AS = {
  [OLD]: {
    documentSet: ({ previous, data }, isLocal) =>
      isLocal
        ? [['updated', data, true]]
        : [...keyEvents(previous, data), ['updated', data, false], ['updatedRemotely', data]],
    documentRemoved: (fact, isLocal) => [['removed', isLocal], ...(isLocal ? [] : [['removedRemotely']])],
    itemAdded: ({ position, data }, isLocal) =>
      oldItemEvents('itemAdded', { ...place(position), value: data }, isLocal),
    itemUpdated: ({ position, data }, isLocal) =>
      oldItemEvents('itemUpdated', { ...place(position), value: data }, isLocal),
    itemRemoved: ({ position, previous }, isLocal) => [
      ['itemRemoved', position, isLocal],
      ...(isLocal ? [] : [['itemRemovedRemotely', position, previous]]),
    ],
    contextSet: ({ context }, isLocal) => [
      ['contextUpdated', context, isLocal],
      ...(isLocal ? [] : [['contextUpdatedRemotely', context]]),
    ],
    collectionRemoved: (fact, isLocal) => [
      ['collectionRemoved', isLocal],
      ...(isLocal ? [] : [['collectionRemovedRemotely']]),
    ],
    messagePublished: ({ sid, data }, isLocal) => [['messagePublished', { message: { sid, value: data }, isLocal }]],
    streamRemoved: (fact, isLocal) => [['removed', { isLocal }]],
  },
  [NEW]: {
    documentSet: ({ previous, data }, isLocal) => [['updated', { data, isLocal, previousData: previous }]],
    documentRemoved: ({ previous }, isLocal) => [['removed', { isLocal, previousData: previous }]],
    itemAdded: ({ position, data }, isLocal) => [['itemAdded', { item: { ...place(position), data }, isLocal }]],
    itemUpdated: ({ position, previous, data }, isLocal) => [
      ['itemUpdated', { item: { ...place(position), data }, isLocal, previousItemData: previous }],
    ],
    itemRemoved: ({ position, previous }, isLocal) => [
      ['itemRemoved', { ...place(position), isLocal, previousItemData: previous }],
    ],
    contextSet: ({ context }, isLocal) => (isLocal ? [] : [['contextUpdated', { context, isLocal }]]),
    collectionRemoved: (fact, isLocal) => [['removed', { isLocal }]],
    messagePublished: ({ sid, data }, isLocal) => [['messagePublished', { message: { sid, data }, isLocal }]],
    streamRemoved: (fact, isLocal) => [['removed', { isLocal }]],
  },
};

function oldItemEvents(name, item, isLocal) {
  return [[name, item, isLocal], ...(isLocal ? [] : [[`${name}Remotely`, item]])];
}

/** The key events of 0.6.2: what was removed, then what was added, then what changed, each with its JSON pointer. */
function keyEvents(previous, data, pointer = '') {
  const removed = Object.keys(previous).filter(key => !(key in data));
  const added = Object.keys(data).filter(key => !(key in previous));
  const kept = Object.keys(previous).filter(key => key in data);
  const at = key => `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return [
    ...removed.flatMap(key => [
      ['keyRemoved', at(key), false],
      ['keyRemovedRemotely', at(key)],
    ]),
    ...added.flatMap(key => [
      ['keyAdded', at(key), data[key], false],
      ['keyAddedRemotely', at(key), data[key]],
    ]),
    ...kept.flatMap(key => changedKeyEvents(previous[key], data[key], at(key))),
  ];
}

function changedKeyEvents(previous, data, pointer) {
  if (isObject(previous) && isObject(data)) {
    return keyEvents(previous, data, pointer);
  }
  return Object.is(previous, data)
    ? []
    : [
        ['keyUpdated', pointer, data, false],
        ['keyUpdatedRemotely', pointer, data],
      ];
}

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
