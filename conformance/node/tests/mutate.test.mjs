import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests, forEachPairing } from '../harness/cast.mjs';
import { dataOf, openForAll, settle } from '../harness/participant.mjs';
import { Proxy } from '../harness/proxy.mjs';
import { connectClient, NEW, OLD } from '../harness/sdk.mjs';

const MUTATIONS_EACH = 50;

/** What the two clients count up together, and how each reads and mutates it. */
const COUNTERS = {
  document: {
    type: 'document',
    prepare: object => object.set({ n: 0 }),
    mutate: (object, mutator) => object.mutate(mutator),
    read: async object => dataOf(object),
  },
  'list item': {
    type: 'list',
    prepare: object => object.push({ n: 0 }),
    mutate: (object, mutator) => object.mutate(0, mutator),
    read: async object => dataOf(await object.get(0)),
  },
  'map item': {
    type: 'map',
    prepare: object => object.set('k', { n: 0 }),
    mutate: (object, mutator) => object.mutate('k', mutator),
    read: async object => dataOf(await object.get('k')),
  },
};

// SYNC-OBJ-11, SYNC-OBJ-13, SYNC-OBJ-14, SYNC-MAP-5, SYNC-MAP-6
describe('Mutating at the same time', { concurrency: 2 }, () => {
  const cast = castForAllTests();

  for (const [what, { type, prepare, mutate, read }] of Object.entries(COUNTERS)) {
    forEachPairing((acting, observing) => {
      test(`a ${what} from ${acting} and ${observing} loses no mutation`, async () => {
        const both = await openForAll([cast.actors[acting], cast.observers[observing]], type);
        await prepare(both[0].object);
        await both[1].recorder.heard('the beginning', () => true);

        await Promise.all(
          both.map(async ({ object }) => {
            for (let i = 0; i < MUTATIONS_EACH; i++) {
              await mutate(object, data => ({ n: data.n + 1 }));
            }
          }),
        );

        await settle(both);
        for (const participant of both) {
          assert.equal((await read(participant.object)).n, 2 * MUTATIONS_EACH);
          // After a conflict a client reads ahead, so it may pass over counts, but it never goes back or repeats one.
          const counts = countsTold(participant);
          assert.deepEqual(counts, [...new Set(counts)].sort(ascending), participant.version);
          assert.equal(counts.at(-1), 2 * MUTATIONS_EACH);
        }
      });
    });
  }

  test('a missing map key from two clients adds it once and loses no mutation', async () => {
    const both = await openForAll([cast.actors[OLD], cast.actors[NEW]], 'map');

    await Promise.all(both.map(({ object }) => object.mutate('k', data => ({ n: (data.n ?? 0) + 1 }))));

    await settle(both);
    for (const { object } of both) {
      assert.deepEqual(dataOf(await object.get('k')), { n: 2 });
    }
  });

  test('conditionally set by 0.6.2 on a revision that is no longer the newest is refused', async () => {
    const proxy = await Proxy.to(new URL(cast.url).port);
    const late = { version: OLD, client: await connectClient(OLD, proxy.url) };
    const [writer, latecomer] = await openForAll([cast.actors[NEW], late], 'document');
    await writer.object.set({ n: 'first' });
    await latecomer.recorder.heard('the first write', event => event[0] === 'updated');

    proxy.delay(300);
    await writer.object.set({ n: 'second' });
    // The news of the second write is still on its way to this client.
    await assert.rejects(latecomer.object.set({ n: 'stale' }, true), /Revision mismatch/);

    proxy.restore();
    await latecomer.recorder.heard('the second write', event => event[1]?.n === 'second');
    assert.deepEqual(latecomer.object.value, { n: 'second' });
    assert.deepEqual(writer.object.data, { n: 'second' });
    await late.client.shutdown();
    await proxy.close();
  });
});

/** The counts that the participant's events told, each once: 0.6.2 tells remote changes under two names. */
function countsTold({ events }) {
  return events
    .filter(([name]) => !name.endsWith('Remotely') && !name.startsWith('key'))
    .map(([, detail]) => (detail.data ?? detail.item?.data ?? detail.value ?? detail).n);
}

const ascending = (a, b) => a - b;
