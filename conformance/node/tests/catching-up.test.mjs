import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientBehindProxy } from '../harness/away.mjs';
import { castForAllTests } from '../harness/cast.mjs';
import { assertHistory, dataOf, openForAll, settle, told } from '../harness/participant.mjs';
import { connectionState, NEW, VERSIONS } from '../harness/sdk.mjs';
import { write } from '../harness/writes.mjs';

/** More changes than an object's log keeps (LIMIT-18). */
const BEYOND_THE_LOG = 1_500;
/** More objects than fit in one round of subscriptions. */
const MANY_OBJECTS = 230;

describe('A client far behind', { concurrency: 2 }, () => {
  const cast = castForAllTests();
  const behindProxy = version => clientBehindProxy(version, new URL(cast.url).port);

  for (const version of VERSIONS) {
    // REPLAY-5
    test(`the log is told how the map differs, not how it came to that (${version})`, { timeout: 90_000 }, async () => {
      const away = await behindProxy(version);
      const [observer, actor] = await openForAll([away, cast.actors[NEW]], 'map');
      for (const key of ['changed', 'removed', 'left', 'reborn']) {
        await actor.object.set(key, { n: 'before' });
      }
      await observer.recorder.heard('the last key', event => JSON.stringify(event).includes('reborn'));
      const known = observer.events.length;

      await away.goAway();
      await actor.object.remove('removed');
      await actor.object.remove('reborn');
      await writeInParallel(BEYOND_THE_LOG, n => actor.object.set(`busy-${n % 20}`, { n }), 20);
      await actor.object.set('changed', { n: 'after' });
      await actor.object.set('reborn', { n: 'after' });
      await away.comeBack();
      await settle([actor, observer]);

      const toldNow = observer.events.slice(known).filter(([name]) => !name.endsWith('Remotely'));
      const namesFor = key => toldNow.filter(event => keyOf(event) === key).map(([name]) => name);
      assert.deepEqual(namesFor('removed'), ['itemRemoved']);
      assert.deepEqual(namesFor('left'), []);
      assert.deepEqual(namesFor('changed'), ['itemUpdated']);
      // 0.6.2 takes no addition of a key that it holds: only with the removal before it does the new value arrive.
      assert.deepEqual(namesFor('reborn'), ['itemRemoved', 'itemAdded']);
      for (let n = 0; n < 20; n++) {
        assert.deepEqual(namesFor(`busy-${n}`), ['itemAdded']);
        assert.deepEqual(dataOf(await observer.object.get(`busy-${n}`)), dataOf(await actor.object.get(`busy-${n}`)));
      }
      assert.deepEqual(dataOf(await observer.object.get('changed')), { n: 'after' });
      assert.deepEqual(dataOf(await observer.object.get('reborn')), { n: 'after' });
      await away.leave();
    });

    test(`the log is told every item that was pushed, once and in order (${version})`, { timeout: 90_000 }, async () => {
      const away = await behindProxy(version);
      const [observer, actor] = await openForAll([away, cast.actors[NEW]], 'list');

      await away.goAway();
      await writeInParallel(BEYOND_THE_LOG, n => actor.object.push({ n }), 20);
      await away.comeBack();
      await settle([actor, observer]);

      const indexes = observer.events.filter(isAddition).map(indexOf);
      assert.deepEqual(indexes, Array.from({ length: BEYOND_THE_LOG }, (_, n) => n));
      await away.leave();
    });

    test(`the log is told the newest state of a document (${version})`, { timeout: 90_000 }, async () => {
      const away = await behindProxy(version);
      const [observer, actor] = await openForAll([away, cast.actors[NEW]], 'document');

      await away.goAway();
      for (let n = 1; n <= BEYOND_THE_LOG; n++) {
        await actor.object.set({ n });
      }
      await away.comeBack();
      await observer.recorder.heard('the newest state', event => JSON.stringify(event).includes(`${BEYOND_THE_LOG}`));

      assert.deepEqual(observer.data, { n: BEYOND_THE_LOG });
      await away.leave();
    });

    test(`in ${MANY_OBJECTS} objects is told of each of them (${version})`, { timeout: 90_000 }, async () => {
      const away = await behindProxy(version);
      const pairs = [];
      for (let n = 0; n < MANY_OBJECTS; n += 10) {
        pairs.push(...(await Promise.all(Array.from({ length: 10 }, () => openForAll([cast.actors[NEW]], 'map')))));
      }
      const observers = await Promise.all(pairs.map(async ([actor]) => (await openForAll([away], 'map', actor.sid))[0]));
      const histories = await Promise.all(pairs.map(async ([actor]) => [await write(actor, 'live')]));
      await Promise.all(observers.map((observer, place) => told([observer], histories[place])));

      await away.goAway();
      await Promise.all(pairs.map(async ([actor], place) => histories[place].push(await write(actor, 'missed'))));
      await away.comeBack();

      for (const [place, [actor]] of pairs.entries()) {
        await told([observers[place], actor], histories[place]);
      }
      await Promise.all(pairs.map(([actor], place) => assertHistory([actor, observers[place]], histories[place])));
      await away.leave();
    });

    // LIMIT-9, SOCK-CLOSE-4, SOCK-CLOSE-5, REPLAY-8
    test(`because it reads too slowly is let go, and told everything later (${version})`, { timeout: 120_000 }, async () => {
      const away = await behindProxy(version);
      const groups = await Promise.all([1, 2].map(() => openForAll([away, cast.actors[NEW]], 'list')));
      const text = 'x'.repeat(15_000);
      const states = [];
      away.client.on('connectionStateChanged', state => states.push(state));

      away.proxy.stall();
      for (const [, actor] of groups) {
        await writeInParallel(900, n => actor.object.push({ n, text }), 10);
      }
      away.proxy.restore();
      await connectionState(away.client, 'connected', 30_000);

      for (const [observer] of groups) {
        await observer.recorder.heard('the last item', event => isAddition(event) && indexOf(event) === 899, 60_000);
        const indexes = observer.events.filter(isAddition).map(indexOf);
        assert.deepEqual(indexes, Array.from({ length: 900 }, (_, n) => n));
      }
      assert.ok(states.includes('connecting'), `it was let go: ${states}`);
      await away.leave();
    });
  }
});

/** Writes all, some at a time. */
async function writeInParallel(count, writeOne, atOnce) {
  let next = 0;
  const writer = async () => {
    while (next < count) {
      await writeOne(next++);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writer));
}

/** The key of an item event of either version. */
const keyOf = ([, detail]) => (typeof detail === 'string' ? detail : (detail.item ?? detail).key);

const isAddition = ([name]) => name === 'itemAdded';

const indexOf = ([, detail]) => (detail.item ?? detail).index;
