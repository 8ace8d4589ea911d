import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientBehindProxy } from '../harness/away.mjs';
import { castForAllTests, forEachPairing } from '../harness/cast.mjs';
import { becomes } from '../harness/deadline.mjs';
import {
  collectionRemoved,
  contextSet,
  documentRemoved,
  itemAdded,
  itemRemoved,
  streamRemoved,
} from '../harness/facts.mjs';
import { assertHistory, assertToldExactly, dataOf, openForAll, settle } from '../harness/participant.mjs';
import { connectionState, NEW, OLD, VERSIONS } from '../harness/sdk.mjs';
import { write, writeManyKinds } from '../harness/writes.mjs';

const REPLAYED_TYPES = ['document', 'list', 'map'];

// REPLAY-1, REPLAY-3, REPLAY-4, REPLAY-9, DELIVER-1, DELIVER-4, DELIVER-5, IDEM-2, IDEM-3, HTTP-1, SUB-5, SUB-7
describe('A client that was cut off', { concurrency: 8 }, () => {
  const cast = castForAllTests();
  const behindProxy = version => clientBehindProxy(version, new URL(cast.url).port);

  forEachPairing((acting, observing, pairing) => {
    for (const type of REPLAYED_TYPES) {
      test(`is told every change of a ${type} that it missed, once and in order (${pairing})`, async () => {
        const away = await behindProxy(observing);
        const [observer, actor] = await openForAll([away, cast.actors[acting]], type);
        const history = [await write(actor, 1)];
        await observer.recorder.heard('the first write', () => true);

        await away.goAway();
        history.push(...(await writeManyKinds(actor)));
        await away.comeBack();
        history.push(await write(actor, 2));

        await assertHistory([observer, actor], history);
        await away.leave();
      });
    }
  });

  for (const version of VERSIONS) {
    test(`is told what was removed, added and changed in all its objects at once (${version})`, async () => {
      const away = await behindProxy(version);
      const pairs = [];
      for (let n = 0; n < 5; n++) {
        for (const type of REPLAYED_TYPES) {
          pairs.push(await openForAll([away, cast.actors[NEW]], type));
        }
      }

      await away.goAway();
      const histories = await Promise.all(pairs.map(([, actor]) => writeManyKinds(actor)));
      await away.comeBack();

      await Promise.all(pairs.map((pair, place) => assertHistory(pair, histories[place])));
      await away.leave();
    });

    test(`is not told its own removals, nor its own additions and updates, again (${version})`, async () => {
      const away = await behindProxy(version);
      const [list, listObserver] = await openForAll([away, cast.observers[NEW]], 'list');
      const [map, mapObserver] = await openForAll([away, cast.observers[NEW]], 'map');
      const listHistory = await writeManyKinds(list);
      const mapHistory = await writeManyKinds(map);
      await settle([list, listObserver]);
      await settle([map, mapObserver]);

      await away.goAway();
      await away.comeBack();

      await assertHistory([list, listObserver], listHistory);
      await assertHistory([map, mapObserver], mapHistory);
      await away.leave();
    });

    // DELIVER-5: nothing but the cursor event tells the client how far it is.
    test(`just after its own removal is not told of it again (${version})`, async () => {
      const away = await behindProxy(version);
      const [list, listObserver] = await openForAll([away, cast.observers[NEW]], 'list');
      const [map, mapObserver] = await openForAll([away, cast.observers[NEW]], 'map');
      await list.object.push({ n: 0 });
      await map.object.set('k', { n: 0 });

      await list.object.remove(0);
      await map.object.remove('k');
      await becomes('the cursors behind the removals', () => [list, map].every(each => each.object.lastEventId === 2));
      await away.goAway();
      await away.comeBack();

      await assertHistory([list, listObserver], [itemAdded(list, 0, { n: 0 }), itemRemoved(list, 0, { n: 0 })]);
      await assertHistory([map, mapObserver], [itemAdded(map, 'k', { n: 0 }), itemRemoved(map, 'k', { n: 0 })]);
      await away.leave();
    });

    test(`is told that objects were removed while it was away (${version})`, async () => {
      const away = await behindProxy(version);
      const [doc, docActor] = await openForAll([away, cast.actors[NEW]], 'document');
      const [list, listActor] = await openForAll([away, cast.actors[NEW]], 'list');
      const [map, mapActor] = await openForAll([away, cast.actors[NEW]], 'map');
      const [stream, streamActor] = await openForAll([away, cast.actors[NEW]], 'stream');

      await away.goAway();
      await docActor.object.removeDocument();
      await listActor.object.removeList();
      await mapActor.object.removeMap();
      await streamActor.object.removeStream();
      await away.comeBack();

      const others = [doc, list, map, stream];
      await Promise.all(others.map(participant => participant.recorder.count(1)));
      const [bystander, witness] = await openForAll([away, cast.actors[NEW]], 'list');
      await settle([witness, bystander]);
      assertToldExactly([doc], [documentRemoved(docActor, {})]);
      assertToldExactly([list], [collectionRemoved(listActor)]);
      assertToldExactly([map], [collectionRemoved(mapActor)]);
      assertToldExactly([stream], [streamRemoved(streamActor)]);
      await away.leave();
    });

    test(`several times in a row is told each change once (${version})`, async () => {
      const away = await behindProxy(version);
      const [observer, actor] = await openForAll([away, cast.actors[NEW]], 'list');
      const history = [];

      for (let round = 0; round < 3; round++) {
        await away.goAway();
        history.push(await write(actor, `away ${round}`));
        await away.comeBack();
        history.push(await write(actor, `back ${round}`));
      }

      await assertHistory([observer, actor], history);
      await away.leave();
    });

    test(`while writes go on is told each of them once and in order (${version})`, async () => {
      const away = await behindProxy(version);
      const [observer, actor] = await openForAll([away, cast.actors[NEW]], 'list');
      const history = [];

      // The cuts fall anywhere between these writes.
      const writing = (async () => {
        for (let n = 0; n < 300; n++) {
          history.push(await write(actor, n));
        }
      })();
      for (let round = 0; round < 2; round++) {
        await away.goAway();
        await away.comeBack();
      }
      await writing;

      await assertHistory([observer, actor], history);
      await away.leave();
    });

    test(`for hundreds of changes of one object is told them all (${version})`, async () => {
      const away = await behindProxy(version);
      const [observer, actor] = await openForAll([away, cast.actors[NEW]], 'list');

      await away.goAway();
      const history = [];
      for (let n = 0; n < 400; n++) {
        history.push(await write(actor, n));
      }
      await away.comeBack();

      await assertHistory([observer, actor], history);
      await away.leave();
    });

    test(`reads what others wrote meanwhile (${version})`, async () => {
      const away = await behindProxy(version);
      const [reader, writer] = await openForAll([away, cast.actors[NEW]], 'map');

      await away.goAway();
      await writer.object.set('k', { n: 1 });
      await away.comeBack();

      assert.deepEqual(dataOf(await reader.object.get('k')), { n: 1 });
      await away.leave();
    });

    test(`without either side noticing at first is told what was lost meanwhile (${version})`, async () => {
      const away = await behindProxy(version);
      const [observer, actor] = await openForAll([away, cast.actors[NEW]], 'list');
      const history = [await write(actor, 1)];
      await observer.recorder.heard('the first write', () => true);

      away.proxy.blackhole();
      history.push(...(await writeManyKinds(actor)));
      // The gateway goes on sending into the dead connection; the client's network tells it in the end.
      await away.goAway();
      await away.comeBack();

      await assertHistory([observer, actor], history);
      await away.leave();
    });
  }

  test("before the answer of 4.0.1 came is told its own change as another's, once", async () => {
    const away = await behindProxy(NEW);
    const [writer, observer] = await openForAll([away, cast.observers[NEW]], 'list');

    away.proxy.loseAnswers();
    const pushing = writer.object.push({ n: 'unanswered' });
    pushing.catch(() => 'expected below');
    await observer.recorder.count(1);
    await away.goAway();
    await assert.rejects(pushing, { status: 0 });
    await away.comeBack();

    await settle([observer, writer]);
    assertToldExactly([observer], [itemAdded(writer, 0, { n: 'unanswered' })]);
    assertToldExactly([writer], [itemAdded(observer, 0, { n: 'unanswered' })]);
    await away.leave();
  });

  test('before the answer of 0.6.2 came asks again, and the server acts once', async () => {
    const away = await behindProxy(OLD);
    const [writer, observer] = await openForAll([away, cast.observers[NEW]], 'list');

    away.proxy.loseAnswers();
    const pushing = writer.object.push({ n: 'once' });
    await observer.recorder.count(1);
    await away.goAway();
    await away.comeBack();
    const item = await pushing;

    assert.equal(item.index, 0);
    await settle([writer, observer]);
    assertToldExactly([observer], [itemAdded(writer, 0, { n: 'once' })]);
    const page = await (await cast.actors[NEW].client.list(writer.sid)).getItems();
    assert.equal(page.items.filter(({ data }) => data.n === 'once').length, 1);
    await away.leave();
  });

  test('just after it changed a context is not told of that again (0.6.2)', async () => {
    const away = await behindProxy(OLD);
    const [list, observer] = await openForAll([away, cast.observers[NEW]], 'list');

    await list.object.updateContext({ about: 'it' });
    await becomes('the cursor behind the context', () => list.object.lastEventId === 1);
    await away.goAway();
    await away.comeBack();

    await assertHistory([list, observer], [contextSet(list, { about: 'it' })]);
    await away.leave();
  });

  test('of 0.6.2 writes over plain HTTP meanwhile, and others are told once', async () => {
    const away = await behindProxy(OLD);
    const [writer, observer] = await openForAll([away, cast.observers[NEW]], 'list');

    away.proxy.dropConnections();
    await connectionState(away.client, 'connecting');
    const { index } = await writer.object.push({ n: 'by http' });

    await connectionState(away.client, 'connected');
    await assertHistory([writer, observer], [itemAdded(writer, index, { n: 'by http' })]);
    await away.leave();
  });
});
