import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests } from '../harness/cast.mjs';
import {
  collectionRemoved,
  documentRemoved,
  itemAdded,
  itemRemoved,
  NOBODY,
  streamRemoved,
} from '../harness/facts.mjs';
import { assertFinalHistory, assertHistory, newName, openForAll, Participant, told } from '../harness/participant.mjs';
import { NEW, OLD, VERSIONS } from '../harness/sdk.mjs';

const TTL_SECONDS = 2;
/** How much later than its moment an expiry may be told. */
const EXPIRY_LAG_MILLIS = 1_000;
/** What two busy cores may add to that. */
const MACHINE_LAG_MILLIS = 2_000;

const ROOT_REMOVED = {
  document: by => documentRemoved(by, {}),
  list: collectionRemoved,
  map: collectionRemoved,
  stream: streamRemoved,
};

// SYNC-TTL-2 … SYNC-TTL-7, SYNC-PAGE-11
describe('The time to live', { concurrency: 12 }, () => {
  const cast = castForAllTests();
  const actor = () => cast.actors[NEW];

  for (const observing of VERSIONS) {
    for (const [type, rootRemoved] of Object.entries(ROOT_REMOVED)) {
      test(`of a ${type} ends with its removal, told once to all and local to none (${observing} observes)`, async () => {
        const created = Date.now();
        const name = newName(type);
        const object = { id: name, mode: 'create_new', ttl: TTL_SECONDS };
        const owner = await Participant.open(actor(), type, object);
        const [observer] = await openForAll([cast.observers[observing]], type, owner.sid);
        await owner.subscribed();

        await observer.recorder.count(1);

        assertExpiredInTime(Date.now() - created);
        await told([owner, observer], [rootRemoved(NOBODY)]);
        const mustExist = { id: name, mode: 'open_existing' };
        await assert.rejects(actor().client[type](mustExist), { status: 404 });
        await assertFinalHistory([owner, observer], [rootRemoved(NOBODY)]);
      });

      test(`of a ${type} can be set later, and taken back (${observing} observes)`, async () => {
        const [owner, observer] = await openForAll([actor(), cast.observers[observing]], type);

        await owner.object.setTtl(3600);
        assertInFuture(owner.object.dateExpires, 3600);
        await owner.object.setTtl(0);
        assert.equal(owner.object.dateExpires, null);
        await owner.object.setTtl(1);

        await assertFinalHistory([owner, observer], [rootRemoved(NOBODY)]);
      });
    }

    test(`of a list item ends with its removal, told once to all (${observing} observes)`, async () => {
      const [owner, observer] = await openForAll([actor(), cast.observers[observing]], 'list');
      const pushed = Date.now();
      await owner.object.push({ n: 'brief' }, { ttl: TTL_SECONDS });
      await owner.object.push({ n: 'lasting' });

      await observer.recorder.heard('the expiry', ([name]) => name === 'itemRemoved');

      assertExpiredInTime(Date.now() - pushed);
      await assertHistory(
        [owner, observer],
        [
          itemAdded(owner, 0, { n: 'brief' }),
          itemAdded(owner, 1, { n: 'lasting' }),
          itemRemoved(NOBODY, 0, { n: 'brief' }),
        ],
      );
      const page = await (await cast.observers[NEW].client.list(owner.sid)).getItems();
      assert.ok(page.items.every(item => item.index !== 0));
    });

    test(`of a map item ends with its removal, told once to all (${observing} observes)`, async () => {
      const [owner, observer] = await openForAll([actor(), cast.observers[observing]], 'map');
      await owner.object.set('brief', { n: 1 }, { ttl: TTL_SECONDS });
      await owner.object.set('lasting', { n: 2 });

      await observer.recorder.heard('the expiry', ([name]) => name === 'itemRemoved');

      await assertHistory(
        [owner, observer],
        [
          itemAdded(owner, 'brief', { n: 1 }),
          itemAdded(owner, 'lasting', { n: 2 }),
          itemRemoved(NOBODY, 'brief', { n: 1 }),
        ],
      );
      await assert.rejects(observer.object.get('brief'));
    });

    test(`of items can be set later, and taken back, without an event (${observing} observes)`, async () => {
      const [list, listObserver] = await openForAll([actor(), cast.observers[observing]], 'list');
      const [map, mapObserver] = await openForAll([actor(), cast.observers[observing]], 'map');
      const item = await list.object.push({ n: 1 });
      const entry = await map.object.set('k', { n: 1 });

      await list.object.setItemTtl(0, 3600);
      await map.object.setItemTtl('k', 3600);
      assertInFuture(item.dateExpires, 3600);
      assertInFuture(entry.dateExpires, 3600);
      await list.object.setItemTtl(0, 0);
      await map.object.setItemTtl('k', 0);
      assert.equal(item.dateExpires, null);
      assert.equal(entry.dateExpires, null);

      await assertHistory([list, listObserver], [itemAdded(list, 0, { n: 1 })]);
      await assertHistory([map, mapObserver], [itemAdded(map, 'k', { n: 1 })]);
    });

    test(`of items set later ends with their removal (${observing} observes)`, async () => {
      const [list, listObserver] = await openForAll([actor(), cast.observers[observing]], 'list');
      const [map, mapObserver] = await openForAll([actor(), cast.observers[observing]], 'map');
      await list.object.push({ n: 1 });
      await map.object.set('k', { n: 1 });

      await list.object.setItemTtl(0, 1);
      await map.object.setItemTtl('k', 1);
      await listObserver.recorder.heard('the expiry', ([name]) => name === 'itemRemoved');
      await mapObserver.recorder.heard('the expiry', ([name]) => name === 'itemRemoved');

      await assertHistory([list, listObserver], [itemAdded(list, 0, { n: 1 }), itemRemoved(NOBODY, 0, { n: 1 })]);
      await assertHistory([map, mapObserver], [itemAdded(map, 'k', { n: 1 }), itemRemoved(NOBODY, 'k', { n: 1 })]);
    });
  }

  test('can be given with every kind of write (4.0.1)', async () => {
    const [document] = await openForAll([actor()], 'document');
    const [list] = await openForAll([actor()], 'list');
    const [map] = await openForAll([actor()], 'map');

    await document.object.set({ n: 1 }, { ttl: 100 });
    assertInFuture(document.object.dateExpires, 100);
    await document.object.mutate(data => ({ n: data.n + 1 }), { ttl: 200 });
    assertInFuture(document.object.dateExpires, 200);
    await document.object.update({ m: 1 }, { ttl: 300 });
    assertInFuture(document.object.dateExpires, 300);

    await list.object.push({ n: 1 });
    assertInFuture((await list.object.set(0, { n: 2 }, { ttl: 100 })).dateExpires, 100);
    assertInFuture((await list.object.mutate(0, data => data, { ttl: 200 })).dateExpires, 200);
    assertInFuture((await list.object.update(0, { m: 1 }, { ttl: 300 })).dateExpires, 300);

    assertInFuture((await map.object.set('k', { n: 2 }, { ttl: 100 })).dateExpires, 100);
    assertInFuture((await map.object.mutate('k', data => data, { ttl: 200 })).dateExpires, 200);
    assertInFuture((await map.object.update('k', { m: 1 }, { ttl: 300 })).dateExpires, 300);
  });

  test('is left as it was by a write without one', async () => {
    const [document] = await openForAll([actor()], 'document');
    await document.object.setTtl(500);

    await document.object.set({ n: 1 });

    assertInFuture(document.object.dateExpires, 500);
  });

  test('that ended while a client was away is told when it comes back', async () => {
    const [owner] = await openForAll([actor()], 'list');
    await owner.object.push({ n: 'brief' }, { ttl: 1 });
    const [old] = await openForAll([cast.actors[OLD]], 'list', owner.sid);
    old.object.close();
    await owner.recorder.heard('the expiry', ([name]) => name === 'itemRemoved');

    const [again] = await openForAll([cast.actors[OLD]], 'list', owner.sid);

    assert.deepEqual((await again.object.getItems()).items, []);
  });
});

function assertExpiredInTime(elapsedMillis) {
  const late = elapsedMillis - TTL_SECONDS * 1000;
  assert.ok(late > -100, `expired ${-late} ms early`);
  assert.ok(late < EXPIRY_LAG_MILLIS + MACHINE_LAG_MILLIS, `expired ${late} ms late`);
}

function assertInFuture(date, seconds) {
  const offMillis = Math.abs(new Date(date).getTime() - (Date.now() + seconds * 1000));
  assert.ok(offMillis < 10_000, `${date} is about ${seconds} s away`);
}
