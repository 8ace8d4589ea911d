import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests, forEachPairing } from '../harness/cast.mjs';
import { collectionRemoved, contextSet, eventsOf, itemAdded, itemRemoved, itemUpdated } from '../harness/facts.mjs';
import {
  assertFinalHistory,
  assertHistory,
  assertToldExactly,
  dataOf,
  openForAll,
  Participant,
  settle,
} from '../harness/participant.mjs';
import { NEW, OLD, VERSIONS } from '../harness/sdk.mjs';

// SYNC-LIST-1 … SYNC-LIST-11, SYNC-OBJ-12, EVENT-2, EVENT-4, DELIVER-1, DELIVER-3 … DELIVER-7, REPLAY-9
describe('A list', { concurrency: 8 }, () => {
  const cast = castForAllTests();
  const open = (acting, observing, how) => openForAll([cast.actors[acting], cast.observers[observing]], 'list', how);

  forEachPairing((acting, observing, pairing) => {
    test(`tells a pushed item once to both clients (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      const item = await actor.object.push({ text: 'hi' });

      assert.equal(item.index, 0);
      assert.deepEqual(dataOf(item), { text: 'hi' });
      await assertHistory([actor, observer], [itemAdded(actor, 0, { text: 'hi' })]);
    });

    test(`numbers pushed items from 0 without holes and tells them in order (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      for (let n = 0; n < 10; n++) {
        const item = await actor.object.push({ n });
        assert.equal(item.index, n);
      }

      await assertHistory(
        [actor, observer],
        Array.from({ length: 10 }, (_, n) => itemAdded(actor, n, { n })),
      );
    });

    test(`tells each of many items pushed at once exactly once (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      const items = await Promise.all(Array.from({ length: 20 }, (_, n) => actor.object.push({ n })));

      const indexes = items.map(item => item.index).sort((a, b) => a - b);
      assert.deepEqual(
        indexes,
        Array.from({ length: 20 }, (_, i) => i),
      );
      await settle([actor, observer]);
      const history = items.sort((a, b) => a.index - b.index).map(item => itemAdded(actor, item.index, dataOf(item)));
      assertToldExactly([observer], history);
      // The writer hears of its items as their answers come, in any order, but of each once.
      assert.deepEqual(new Set(actor.events.map(toJson)), new Set(eventsOf(actor, history).map(toJson)));
      assert.equal(actor.events.length, 20);
    });

    test(`tells an item that is set, updated and mutated, with each new data (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      const { index } = await actor.object.push({ n: 1 });

      const afterSet = dataOf(await actor.object.set(index, { n: 2 }));
      assert.deepEqual(afterSet, { n: 2 });
      const afterUpdate = dataOf(await actor.object.update(index, { m: 'x' }));
      assert.deepEqual(afterUpdate, { n: 2, m: 'x' });
      const afterMutate = dataOf(await actor.object.mutate(index, data => ({ n: data.n + 1 })));
      assert.deepEqual(afterMutate, { n: 3 });

      await assertHistory(
        [actor, observer],
        [
          itemAdded(actor, 0, { n: 1 }),
          itemUpdated(actor, 0, { n: 1 }, { n: 2 }),
          itemUpdated(actor, 0, { n: 2 }, { n: 2, m: 'x' }),
          itemUpdated(actor, 0, { n: 2, m: 'x' }, { n: 3 }),
        ],
      );
    });

    test(`tells a removed item once to both clients, with what it was (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      await actor.object.push({ n: 0 });
      await actor.object.push({ n: 1 });

      await actor.object.remove(0);

      await assertHistory(
        [actor, observer],
        [itemAdded(actor, 0, { n: 0 }), itemAdded(actor, 1, { n: 1 }), itemRemoved(actor, 0, { n: 0 })],
      );
      await assertGone(actor, 0);
      await assertGone(observer, 0);
    });

    test(`never gives a removed item's index to another (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      await actor.object.push({ n: 0 });
      await actor.object.remove(0);

      const item = await actor.object.push({ n: 1 });

      assert.equal(item.index, 1);
      await assertHistory(
        [actor, observer],
        [itemAdded(actor, 0, { n: 0 }), itemRemoved(actor, 0, { n: 0 }), itemAdded(actor, 1, { n: 1 })],
      );
    });

    test(`changed by both clients in turn tells each change once, local to its writer only (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      await actor.object.push({ n: 'a' });
      await observer.recorder.heard('the item', event => event[0] === 'itemAdded');
      await observer.object.set(0, { n: 'b' });
      await observer.object.push({ n: 'c' });
      await actor.recorder.heard('the second item', event => event[0] === 'itemAdded' && isAt(event, 1));
      await actor.object.remove(1);

      await assertHistory(
        [actor, observer],
        [
          itemAdded(actor, 0, { n: 'a' }),
          itemUpdated(observer, 0, { n: 'a' }, { n: 'b' }),
          itemAdded(observer, 1, { n: 'c' }),
          itemRemoved(actor, 1, { n: 'c' }),
        ],
      );
    });

    test(`written before the writer's own subscription is up tells each change once (${pairing})`, async () => {
      const [observer] = await openForAll([cast.observers[observing]], 'list');
      const actor = await Participant.open(cast.actors[acting], 'list', observer.sid);

      await actor.object.push({ n: 0 });
      await actor.object.set(0, { n: 1 });
      await actor.object.push({ n: 2 });
      await actor.object.remove(0);
      await actor.subscribed();

      await assertHistory(
        [actor, observer],
        [
          itemAdded(actor, 0, { n: 0 }),
          itemUpdated(actor, 0, { n: 0 }, { n: 1 }),
          itemAdded(actor, 1, { n: 2 }),
          itemRemoved(actor, 0, { n: 1 }),
        ],
      );
    });

    test(`that is removed tells its removal once to both clients (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      await actor.object.push({ n: 0 });

      await actor.object.removeList();

      await assertFinalHistory([actor, observer], [itemAdded(actor, 0, { n: 0 }), collectionRemoved(actor)]);
    });
  });

  for (const version of VERSIONS) {
    test(`gives an item by its index to a client that has never seen it (${version})`, async () => {
      const [writer] = await openForAll([cast.observers[NEW]], 'list');
      await writer.object.push({ n: 0 });
      await writer.object.push({ n: 1 });

      const list = await cast.actors[version].client.list(writer.sid);

      assert.deepEqual(dataOf(await list.get(1)), { n: 1 });
      assert.deepEqual(dataOf(await list.get(0)), { n: 0 });
      await assert.rejects(list.get(2), /No item with index 2 found/);
    });

    test(`changes and removes items that the client has never seen (${version})`, async () => {
      const [writer] = await openForAll([cast.observers[NEW]], 'list');
      for (let n = 0; n < 3; n++) {
        await writer.object.push({ n });
      }
      const [actor] = await openForAll([cast.actors[version]], 'list', writer.sid);

      await actor.object.set(0, { n: 'set' });
      await actor.object.update(1, { m: 'updated' });
      await actor.object.remove(2);

      await settle([writer, actor]);
      assert.deepEqual(writer.events.slice(3), [
        ['itemUpdated', { item: { index: 0, data: { n: 'set' } }, isLocal: false, previousItemData: { n: 0 } }],
        [
          'itemUpdated',
          { item: { index: 1, data: { n: 1, m: 'updated' } }, isLocal: false, previousItemData: { n: 1 } },
        ],
        ['itemRemoved', { index: 2, isLocal: false, previousItemData: { n: 2 } }],
      ]);
    });

    test(`refuses to set, mutate and remove an index that is not there, without an event (${version})`, async () => {
      const [actor] = await openForAll([cast.actors[version]], 'list');

      await assert.rejects(actor.object.set(5, { n: 1 }), /No item with index 5 found/);
      await assert.rejects(
        actor.object.mutate(5, data => data),
        /No item with index 5 found/,
      );
      await assert.rejects(actor.object.remove(5), /No item with index 5 found/);

      const [other] = await openForAll([cast.observers[NEW]], 'list', actor.sid);
      await settle([other, actor]);
      assert.deepEqual(actor.events, []);
    });

    test(`keeps the context it was created with (${version})`, async () => {
      const context = { about: 'everything', nested: { n: 1 } };
      const how = { context, purpose: 'conformance', ...(version === NEW ? { mode: 'create_new' } : {}) };

      const list = await cast.actors[version].client.list(how);

      assert.deepEqual(await list.getContext(), context);
      for (const reader of VERSIONS) {
        const seen = await cast.observers[reader].client.list(list.sid);
        assert.deepEqual(await seen.getContext(), context);
      }
    });

    test(`refuses an item larger than 16 KiB (${version})`, async () => {
      const [actor, observer] = await open(version, NEW);

      await assert.rejects(actor.object.push({ text: 'x'.repeat(16 * 1024 + 1) }), { status: 413 });

      await assertHistory([actor, observer], []);
    });
  }

  test('shows when it and its items were last updated (4.0.1)', async () => {
    const [actor, observer] = await open(NEW, NEW);
    const created = actor.object.dateUpdated;

    const item = await actor.object.push({ n: 0 });
    const pushed = item.dateUpdated;
    await actor.object.set(0, { n: 1 });

    await observer.recorder.count(2);
    const seen = await observer.object.get(0);
    assert.ok(Math.abs(Date.now() - created) < 60_000, 'a date of now');
    assert.ok(created <= pushed && pushed <= item.dateUpdated);
    assert.deepEqual(seen.dateUpdated, item.dateUpdated);
    assert.deepEqual(actor.object.dateUpdated, item.dateUpdated);
    assert.deepEqual(observer.object.dateUpdated, item.dateUpdated);
  });

  test('whose mutator returns null in 4.0.1 is left alone', async () => {
    const [actor, observer] = await open(NEW, OLD);
    await actor.object.push({ n: 1 });

    await actor.object.mutate(0, () => null);

    await assertHistory([actor, observer], [itemAdded(actor, 0, { n: 1 })]);
  });

  for (const observing of VERSIONS) {
    test(`tells a context that 0.6.2 changes once to both clients (${observing} observes)`, async () => {
      const [actor, observer] = await open(OLD, observing);

      await actor.object.updateContext({ about: 'one' });
      await actor.object.updateContext({ about: 'two' });

      await assertHistory(
        [actor, observer],
        [contextSet(actor, { about: 'one' }), contextSet(actor, { about: 'two' })],
      );
      assert.deepEqual(await observer.object.getContext(), { about: 'two' });
    });
  }
});

async function assertGone({ version, object }, index) {
  if (version === NEW) {
    // It remembers the removal, and gives null for what it should refuse.
    assert.equal(await object.get(index), null);
  } else {
    await assert.rejects(object.get(index), /No item with index/);
  }
}

const toJson = event => JSON.stringify(event);

function isAt(event, index) {
  return JSON.stringify(event).includes(`"index":${index}`);
}
