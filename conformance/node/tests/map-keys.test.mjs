import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests, forEachPairing } from '../harness/cast.mjs';
import { itemAdded, itemRemoved, itemUpdated } from '../harness/facts.mjs';
import { assertHistory, dataOf, openForAll, settle } from '../harness/participant.mjs';
import { NEW, OLD, VERSIONS } from '../harness/sdk.mjs';

/** Keys that a path, a query or a naive router could mistake for something else. */
const KEYS = [
  ...['..', '.', '...', 'a/b', '/', '//', 'a/../b', 'with space', ' ', '+', 'a+b', '%2F', '%', '%25', '%zz'],
  ...['?', 'a?b=c', '#', 'a#b', '&', 'a&b', '=', ';', ':', '@', '!', '*', "'", '"', '\\', '<b>', '|', '~', '`', '^'],
  ...['{tag}', '[0]', 'a,b', 'Items', 'k\tk', 'k\nk', '🎉', '👩‍👩‍👧‍👦', 'ключ', 'مفتاح', '鍵', 'é', 'e\u0301'],
  ...['0', '-1', 'null', 'undefined', 'true', 'constructor', 'toString', 'MP0123456789abcdef0123456789abcdef'],
  'k'.repeat(320),
];

// SYNC-MAP-7, SYNC-MAP-8, REQ-4, REQ-5
describe('A map key', { concurrency: 4 }, () => {
  const cast = castForAllTests();

  forEachPairing((acting, observing, pairing) => {
    test(`may hold any character: set, get, update and remove reach that key alone (${pairing})`, async () => {
      const [actor, observer] = await openForAll([cast.actors[acting], cast.observers[observing]], 'map');
      const history = [];

      for (const [n, key] of KEYS.entries()) {
        await actor.object.set(key, { n });
        history.push(itemAdded(actor, key, { n }));
      }
      for (const [n, key] of KEYS.entries()) {
        await actor.object.update(key, { again: true });
        history.push(itemUpdated(actor, key, { n }, { n, again: true }));
      }
      for (const [n, key] of KEYS.entries()) {
        await actor.object.remove(key);
        history.push(itemRemoved(actor, key, { n, again: true }));
      }

      await assertHistory([actor, observer], history);
    });
  });

  for (const version of VERSIONS) {
    test(`of any characters is found by a client that has never seen it (${version})`, async () => {
      const [writer] = await openForAll([cast.observers[NEW]], 'map');
      for (const [n, key] of KEYS.entries()) {
        await writer.object.set(key, { n });
      }

      const map = await cast.actors[version].client.map(writer.sid);

      for (const [n, key] of KEYS.entries()) {
        const item = await map.get(key);
        assert.equal(item.key, key);
        assert.deepEqual(dataOf(item), { n });
      }
    });

    test(`longer than 320 characters is refused with 54209 (${version})`, async () => {
      const [actor, observer] = await openForAll([cast.actors[version], cast.observers[NEW]], 'map');

      await assert.rejects(actor.object.set('k'.repeat(321), { n: 1 }), { status: 400, code: 54209 });

      await assertHistory([actor, observer], []);
    });
  }

  test('set at the same moment by many clients is added once and holds one of their values', async () => {
    const actors = [cast.actors[OLD], cast.actors[NEW], cast.observers[OLD], cast.observers[NEW]];
    const participants = await openForAll(actors, 'map');

    await Promise.all(participants.map((participant, by) => participant.object.set('k', { by })));

    await settle(participants);
    const values = await Promise.all(participants.map(async ({ object }) => dataOf(await object.get('k'))));
    assert.equal(new Set(values.map(value => value.by)).size, 1, 'all clients agree');
  });
});
