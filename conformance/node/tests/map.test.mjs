import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests, forEachPairing } from '../harness/cast.mjs';
import { collectionRemoved, itemAdded, itemRemoved, itemUpdated } from '../harness/facts.mjs';
import {
  assertFinalHistory,
  assertHistory,
  dataOf,
  newName,
  openForAll,
  Participant,
  settle,
} from '../harness/participant.mjs';
import { NEW, OLD, VERSIONS } from '../harness/sdk.mjs';

// SYNC-MAP-1 … SYNC-MAP-6, SYNC-MAP-10, SYNC-OBJ-12, EVENT-2, EVENT-4, DELIVER-1, DELIVER-3 … DELIVER-7, REPLAY-9
describe('A map', { concurrency: 8 }, () => {
  const cast = castForAllTests();
  const open = (acting, observing) => openForAll([cast.actors[acting], cast.observers[observing]], 'map');

  forEachPairing((acting, observing, pairing) => {
    test(`tells a new key as added and a known key as updated, once to both clients (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      const added = await actor.object.set('k', { n: 1 });
      assert.equal(added.key, 'k');
      assert.deepEqual(dataOf(added), { n: 1 });
      const updated = await actor.object.set('k', { n: 2 });
      assert.deepEqual(dataOf(updated), { n: 2 });

      await assertHistory(
        [actor, observer],
        [itemAdded(actor, 'k', { n: 1 }), itemUpdated(actor, 'k', { n: 1 }, { n: 2 })],
      );
    });

    test(`tells an item that is updated and mutated, with each new data (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      await actor.object.set('k', { n: 1 });

      const afterUpdate = dataOf(await actor.object.update('k', { m: 'x' }));
      assert.deepEqual(afterUpdate, { n: 1, m: 'x' });
      const afterMutate = dataOf(await actor.object.mutate('k', data => ({ n: data.n + 1 })));
      assert.deepEqual(afterMutate, { n: 2 });

      await assertHistory(
        [actor, observer],
        [
          itemAdded(actor, 'k', { n: 1 }),
          itemUpdated(actor, 'k', { n: 1 }, { n: 1, m: 'x' }),
          itemUpdated(actor, 'k', { n: 1, m: 'x' }, { n: 2 }),
        ],
      );
    });

    test(`creates a missing item by update and by mutate (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      await actor.object.update('updated', { n: 1 });
      await actor.object.mutate('mutated', data => ({ ...data, n: 2 }));

      await assertHistory(
        [actor, observer],
        [itemAdded(actor, 'updated', { n: 1 }), itemAdded(actor, 'mutated', { n: 2 })],
      );
    });

    test(`tells a removed item once, and its key as added when it comes again (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      await actor.object.set('k', { n: 1 });
      await actor.object.set('other', { n: 0 });

      await actor.object.remove('k');
      await assert.rejects(actor.object.get('k'), noItem(acting));
      await actor.object.set('k', { n: 2 });

      await assertHistory(
        [actor, observer],
        [
          itemAdded(actor, 'k', { n: 1 }),
          itemAdded(actor, 'other', { n: 0 }),
          itemRemoved(actor, 'k', { n: 1 }),
          itemAdded(actor, 'k', { n: 2 }),
        ],
      );
    });

    test(`changed by both clients in turn tells each change once, local to its writer only (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      await actor.object.set('k', { n: 'a' });
      await observer.recorder.heard('the item', event => event[0] === 'itemAdded');
      await observer.object.set('k', { n: 'b' });
      await actor.recorder.heard('the update', event => event[0] === 'itemUpdated');
      await actor.object.remove('k');
      await observer.recorder.heard('the removal', event => event[0] === 'itemRemoved');
      await observer.object.set('k', { n: 'c' });

      await assertHistory(
        [actor, observer],
        [
          itemAdded(actor, 'k', { n: 'a' }),
          itemUpdated(observer, 'k', { n: 'a' }, { n: 'b' }),
          itemRemoved(actor, 'k', { n: 'b' }),
          itemAdded(observer, 'k', { n: 'c' }),
        ],
      );
    });

    test(`written before the writer's own subscription is up tells each change once (${pairing})`, async () => {
      const [observer] = await openForAll([cast.observers[observing]], 'map');
      const actor = await Participant.open(cast.actors[acting], 'map', observer.sid);

      await actor.object.set('k', { n: 0 });
      await actor.object.set('k', { n: 1 });
      await actor.object.set('gone', { n: 2 });
      await actor.object.remove('gone');
      await actor.subscribed();

      await assertHistory(
        [actor, observer],
        [
          itemAdded(actor, 'k', { n: 0 }),
          itemUpdated(actor, 'k', { n: 0 }, { n: 1 }),
          itemAdded(actor, 'gone', { n: 2 }),
          itemRemoved(actor, 'gone', { n: 2 }),
        ],
      );
    });

    test(`set by a client that does not know the key yet replaces the item (${pairing})`, async () => {
      const [observer] = await openForAll([cast.observers[observing]], 'map');
      await observer.object.set('k', { n: 1 });
      const [actor] = await openForAll([cast.actors[acting]], 'map', observer.sid);

      const item = await actor.object.set('k', { n: 2 });

      assert.deepEqual(dataOf(item), { n: 2 });
      await settle([actor, observer]);
      assert.deepEqual(dataOf(await observer.object.get('k')), { n: 2 });
      assert.deepEqual(namesOf(actor.events), ['itemUpdated']);
      assert.deepEqual(observer.events.filter(isRemote), remoteUpdate(observing, 'k', { n: 1 }, { n: 2 }));
    });

    test(`that is removed tells its removal once to both clients (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      await actor.object.set('k', { n: 0 });

      await actor.object.removeMap();

      await assertFinalHistory([actor, observer], [itemAdded(actor, 'k', { n: 0 }), collectionRemoved(actor)]);
    });
  });

  test('shows when it and its items were last updated (4.0.1)', async () => {
    const [actor, observer] = await open(NEW, NEW);
    const created = actor.object.dateUpdated;

    const item = await actor.object.set('k', { n: 0 });
    const set = item.dateUpdated;
    await actor.object.set('k', { n: 1 });

    await observer.recorder.count(2);
    const seen = await observer.object.get('k');
    assert.ok(Math.abs(Date.now() - created) < 60_000, 'a date of now');
    assert.ok(created <= set && set <= item.dateUpdated);
    assert.deepEqual(seen.dateUpdated, item.dateUpdated);
    assert.deepEqual(actor.object.dateUpdated, item.dateUpdated);
    assert.deepEqual(observer.object.dateUpdated, item.dateUpdated);
  });

  test('whose mutator returns null in 4.0.1 is left alone', async () => {
    const [actor, observer] = await open(NEW, OLD);
    await actor.object.set('k', { n: 1 });

    await actor.object.mutate('k', () => null);
    await actor.object.mutate('missing', () => null);

    await assertHistory([actor, observer], [itemAdded(actor, 'k', { n: 1 })]);
  });

  for (const version of VERSIONS) {
    test(`gives an item by its key to a client that has never seen it (${version})`, async () => {
      const [writer] = await openForAll([cast.observers[NEW]], 'map');
      await writer.object.set('k', { n: 1 });

      const map = await cast.actors[version].client.map(writer.sid);

      assert.deepEqual(dataOf(await map.get('k')), { n: 1 });
      await assert.rejects(map.get('K'), noItem(version), 'keys differ by case');
    });

    test(`removes an item that the client has never seen (${version})`, async () => {
      const [writer] = await openForAll([cast.observers[NEW]], 'map');
      await writer.object.set('k', { n: 1 });
      const [actor] = await openForAll([cast.actors[version]], 'map', writer.sid);

      await actor.object.remove('k');

      await settle([writer, actor]);
      assert.deepEqual(writer.events.at(-1), ['itemRemoved', { key: 'k', isLocal: false, previousItemData: { n: 1 } }]);
    });

    test(`refuses to remove a key that is not there, without an event (${version})`, async () => {
      const [actor, observer] = await open(version, NEW);

      await assert.rejects(actor.object.remove('nowhere'), noItem(version));

      await assertHistory([actor, observer], []);
    });

    test(`opened with its items gives them without asking again (${version})`, async () => {
      const name = newName('map');
      const writer = await cast.observers[NEW].client.map(name);
      await writer.set('a', { n: 1 });
      await writer.set('b', { n: 2 });

      const how = version === OLD ? { uniqueName: name, optimistic: true } : { id: name, includeItems: true };
      const map = await cast.actors[version].client.map(how);

      assert.deepEqual(dataOf(await map.get('a')), { n: 1 });
      assert.deepEqual(dataOf(await map.get('b')), { n: 2 });
    });

    test(`refuses an item larger than 16 KiB (${version})`, async () => {
      const [actor, observer] = await open(version, NEW);

      await assert.rejects(actor.object.set('k', { text: 'x'.repeat(16 * 1024 + 1) }), { status: 413 });

      await assertHistory([actor, observer], []);
    });
  }
});

/** How each version refuses a key that is not there. */
const noItem = version => (version === OLD ? /No item with key .* found/ : { status: 404, code: 54201 });

const namesOf = events => events.map(([name]) => name);

/** Whether an event tells of another client's change: 0.6.2 says it by an argument or by the name. */
function isRemote([name, detail, isLocal]) {
  return name.endsWith('Remotely') || isLocal === false || detail?.isLocal === false;
}

function remoteUpdate(version, key, previous, data) {
  if (version === OLD) {
    return [
      ['itemUpdated', { key, value: data }, false],
      ['itemUpdatedRemotely', { key, value: data }],
    ];
  }
  return [['itemUpdated', { item: { key, data }, isLocal: false, previousItemData: previous }]];
}
