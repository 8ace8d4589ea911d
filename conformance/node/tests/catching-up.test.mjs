import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientBehindProxy } from '../harness/away.mjs';
import { castForAllTests } from '../harness/cast.mjs';
import { assertHistory, dataOf, openForAll, settle, told } from '../harness/participant.mjs';
import { PlainHttp, writeInParallel } from '../harness/plain-http.mjs';
import { connectionState, NEW, VERSIONS } from '../harness/sdk.mjs';
import { write } from '../harness/writes.mjs';

/** More changes than an object's log keeps (LIMIT-18). */
const BEYOND_THE_LOG = 1_300;
/** More objects than fit in one round of subscriptions. */
const MANY_OBJECTS = 230;
/** In two lists, more bytes than a gateway (LIMIT-9) and the sockets behind it hold, yet no more than their logs. */
const LARGE_ITEMS = 800;

describe('A client far behind', { concurrency: 2 }, () => {
  const cast = castForAllTests();
  const http = () => new PlainHttp(cast.url);
  const behindProxy = version => clientBehindProxy(version, new URL(cast.url).port);

  for (const version of VERSIONS) {
    // REPLAY-5
    test(`the log is told how the map differs, not how it came to that (${version})`, async () => {
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
      await writeInParallel(BEYOND_THE_LOG, 10, n => http().setMapItem(actor.sid, `busy-${n % 20}`, { n }));
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

    test(`the log is told every item that was pushed, once and in order (${version})`, async () => {
      const away = await behindProxy(version);
      const [observer, actor] = await openForAll([away, cast.actors[NEW]], 'list');

      await away.goAway();
      await writeInParallel(BEYOND_THE_LOG, 10, n => http().pushItem(actor.sid, { n }));
      await away.comeBack();
      await settle([actor, observer]);

      const indexes = observer.events.filter(isAddition).map(indexOf);
      assert.deepEqual(
        indexes,
        Array.from({ length: BEYOND_THE_LOG }, (_, n) => n),
      );
      await away.leave();
    });

    test(`the log is told the newest state of a document (${version})`, async () => {
      const away = await behindProxy(version);
      const [observer, actor] = await openForAll([away, cast.actors[NEW]], 'document');

      await away.goAway();
      await writeInParallel(BEYOND_THE_LOG, 10, n => http().setDocument(actor.sid, { n }));
      await actor.object.set({ n: 'newest' });
      await away.comeBack();
      await observer.recorder.heard('the newest state', event => JSON.stringify(event).includes('newest'));

      assert.deepEqual(observer.data, { n: 'newest' });
      await away.leave();
    });

    test(`in ${MANY_OBJECTS} objects is told of each of them (${version})`, async () => {
      const away = await behindProxy(version);
      const pairs = [];
      for (let n = 0; n < MANY_OBJECTS; n += 10) {
        pairs.push(...(await Promise.all(Array.from({ length: 10 }, () => openForAll([cast.actors[NEW]], 'map')))));
      }
      const observers = await Promise.all(
        pairs.map(async ([actor]) => (await openForAll([away], 'map', actor.sid))[0]),
      );
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
  }

  // LIMIT-9, SOCK-CLOSE-4, SOCK-CLOSE-5, REPLAY-8
  test('because it reads too slowly is let go, and told everything later (4.0.1)', async () => {
    const away = await behindProxy(NEW);
    const observers = await Promise.all([1, 2].map(async () => (await openForAll([away], 'list'))[0]));
    const text = 'x'.repeat(15_000);
    const states = [];
    away.client.on('connectionStateChanged', state => states.push(state));

    away.proxy.stall();
    for (const { sid } of observers) {
      await writeInParallel(LARGE_ITEMS, 10, n => http().pushItem(sid, { n, text }));
    }
    away.proxy.restore();
    await connectionState(away.client, 'connected', 30_000);

    for (const { recorder } of observers) {
      await recorder.heard('the last item', event => isAddition(event) && indexOf(event) === LARGE_ITEMS - 1, 60_000);
      const indexes = recorder.events.filter(isAddition).map(indexOf);
      assert.deepEqual(
        indexes,
        Array.from({ length: LARGE_ITEMS }, (_, n) => n),
      );
    }
    assert.ok(states.includes('connecting'), `it was let go: ${states}`);
    await away.leave();
  });
});

/** The key of an item event of either version. */
const keyOf = ([, detail]) => (typeof detail === 'string' ? detail : (detail.item ?? detail).key);

const isAddition = ([name]) => name === 'itemAdded';

const indexOf = ([, detail]) => (detail.item ?? detail).index;
