import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests, forEachPairing } from '../harness/cast.mjs';
import { documentRemoved, documentSet } from '../harness/facts.mjs';
import { assertFinalHistory, assertHistory, openForAll, settle } from '../harness/participant.mjs';
import { NEW, OLD, VERSIONS } from '../harness/sdk.mjs';

// SYNC-DOC-3, SYNC-DOC-5, SYNC-DOC-6, SYNC-OBJ-6, SYNC-OBJ-7, SYNC-OBJ-12, EVENT-2, EVENT-3, DELIVER-1, DELIVER-3, DELIVER-6
describe('A document', { concurrency: 8 }, () => {
  const cast = castForAllTests();
  const open = (acting, observing) => openForAll([cast.actors[acting], cast.observers[observing]], 'document');

  forEachPairing((acting, observing, pairing) => {
    test(`that is set tells its new data once to both clients (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      const result = await actor.object.set({ a: 1, b: { c: 'x' } });

      assert.deepEqual(result, { a: 1, b: { c: 'x' } });
      await assertHistory([actor, observer], [documentSet(actor, {}, { a: 1, b: { c: 'x' } })]);
      assert.deepEqual(actor.data, { a: 1, b: { c: 'x' } });
      assert.deepEqual(observer.data, { a: 1, b: { c: 'x' } });
    });

    test(`that is set many times tells each data once and in order (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      const values = [{ n: 1 }, { n: 2, m: 'new' }, { m: 'new' }, { m: 'changed', deep: { x: [1, 2] } }, {}];

      for (const value of values) {
        await actor.object.set(value);
      }

      const history = values.map((value, i) => documentSet(actor, values[i - 1] ?? {}, value));
      await assertHistory([actor, observer], history);
    });

    test(`that is updated keeps the keys it was not given (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      await actor.object.set({ kept: true, changed: 1 });

      const result = await actor.object.update({ changed: 2, added: 'x' });

      const after = { kept: true, changed: 2, added: 'x' };
      assert.deepEqual(result, after);
      await assertHistory(
        [actor, observer],
        [documentSet(actor, {}, { kept: true, changed: 1 }), documentSet(actor, { kept: true, changed: 1 }, after)],
      );
    });

    test(`that is mutated hands the mutator its present data (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      await actor.object.set({ n: 41 });

      const result = await actor.object.mutate(data => ({ n: data.n + 1 }));

      assert.deepEqual(result, { n: 42 });
      await assertHistory(
        [actor, observer],
        [documentSet(actor, {}, { n: 41 }), documentSet(actor, { n: 41 }, { n: 42 })],
      );
    });

    test(`written by both clients in turn tells each write once, local to its writer only (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      await actor.object.set({ n: 1 });
      await observer.recorder.heard('the first write', event => event[0] === 'updated');
      await observer.object.set({ n: 2 });
      await actor.recorder.count(acting === OLD ? 5 : 2);
      await actor.object.mutate(data => ({ n: data.n + 1 }));

      await assertHistory(
        [actor, observer],
        [
          documentSet(actor, {}, { n: 1 }),
          documentSet(observer, { n: 1 }, { n: 2 }),
          documentSet(actor, { n: 2 }, { n: 3 }),
        ],
      );
    });

    test(`that is removed tells its removal once to both clients (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      await actor.object.set({ last: 'words' });

      await actor.object.removeDocument();

      await assertFinalHistory(
        [actor, observer],
        [documentSet(actor, {}, { last: 'words' }), documentRemoved(actor, { last: 'words' })],
      );
      const name = actor.object.uniqueName;
      await assert.rejects(actor.client.document(missing(acting, name)), { status: 404 });
      await assert.rejects(observer.client.document(missing(observing, name)), { status: 404 });
    });
  });

  test('with nested data tells 0.6.2 the pointer of each key that was added, changed and removed', async () => {
    const [actor, observer] = await open(NEW, OLD);
    const before = { keep: 1, gone: 2, 'a/b': 3, 'm~n': 4, deep: { x: 1, y: 2 } };
    const afterwards = { keep: 1, 'a/b': 30, 'm~n': 40, deep: { x: 10, z: 3 }, fresh: [1] };

    await actor.object.set(before);
    await actor.object.set(afterwards);

    await assertHistory([actor, observer], [documentSet(actor, {}, before), documentSet(actor, before, afterwards)]);
  });

  for (const version of VERSIONS) {
    test(`carries every JSON value and every script of the world unchanged (${version})`, async () => {
      const [actor, observer] = await open(version, version === OLD ? NEW : OLD);
      const data = {
        text: 'Grüße, 世界, שלום, 👩‍👩‍👧‍👦 \u0000 \u2028 "quoted" \\ /',
        numbers: [0, -1, 1.5, 1e-7, 9007199254740991, -0.1],
        nothing: null,
        truth: [true, false],
        empty: [{}, [], ''],
        '': 'the empty key',
        __proto__named: { constructor: 'x', toString: 'y' },
      };

      await actor.object.set(data);

      await assertHistory([actor, observer], [documentSet(actor, {}, data)]);
      const fresh = await cast.actors[NEW].client.document({ id: actor.sid, mode: 'open_existing' });
      assert.deepEqual(fresh.data.numbers, data.numbers);
    });

    test(`larger than 16 KiB is refused, and the client works on (${version})`, async () => {
      const [actor, observer] = await open(version, NEW);
      const [bystander] = await openForAll([cast.actors[version]], 'document');

      await assert.rejects(actor.object.set({ text: 'x'.repeat(16 * 1024 + 1) }), { status: 413, code: 54006 });

      await bystander.object.set({ still: 'working' });
      assert.deepEqual(bystander.data, { still: 'working' });
      await settle([observer]);
      assert.deepEqual(observer.events, []);
    });
  }

  test('whose mutator returns null in 4.0.1 is left alone', async () => {
    const [actor, observer] = await open(NEW, OLD);
    await actor.object.set({ n: 1 });

    await actor.object.mutate(() => null);

    await assertHistory([actor, observer], [documentSet(actor, {}, { n: 1 })]);
  });

  test('that is gone refuses further writes of 4.0.1 with 404', async () => {
    const [actor, observer] = await open(NEW, NEW);

    await actor.object.removeDocument();
    await observer.recorder.count(1);

    await assert.rejects(actor.object.set({ n: 1 }), { status: 404, code: 54100 });
    await assert.rejects(observer.object.set({ n: 1 }), { status: 404, code: 54100 });
  });
});

function missing(version, name) {
  return version === OLD ? { uniqueName: name, mode: 'open' } : { id: name, mode: 'open_existing' };
}
