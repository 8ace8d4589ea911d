import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests, forEachPairing } from '../harness/cast.mjs';
import { messagePublished, streamRemoved } from '../harness/facts.mjs';
import {
  assertFinalHistory,
  assertHistory,
  assertToldExactly,
  openForAll,
  Participant,
  settle,
} from '../harness/participant.mjs';
import { NEW, OLD, VERSIONS } from '../harness/sdk.mjs';

const STREAM_MESSAGE_SID = /^TZ[0-9a-f]{32}$/;

// SYNC-STREAM-1, SYNC-STREAM-3, SYNC-STREAM-4, REPLAY-2, DELIVER-4, LIMIT-2
describe('A stream', { concurrency: 8 }, () => {
  const cast = castForAllTests();
  const open = (acting, observing) => openForAll([cast.actors[acting], cast.observers[observing]], 'stream');

  forEachPairing((acting, observing, pairing) => {
    test(`tells a published message once to both clients (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      const message = await actor.object.publishMessage({ text: 'hi' });

      assert.match(message.sid, STREAM_MESSAGE_SID);
      await assertHistory([actor, observer], [messagePublished(actor, message.sid, { text: 'hi' })]);
    });

    test(`tells messages in the order in which they were published (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      const history = [];

      for (let n = 0; n < 30; n++) {
        const { sid } = await actor.object.publishMessage({ n });
        history.push(messagePublished(actor, sid, { n }));
      }

      await assertHistory([actor, observer], history);
      assert.equal(new Set(history.map(({ sid }) => sid)).size, 30, 'each message has a sid of its own');
    });

    test(`tells each of many messages published at once exactly once (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);

      const sent = await Promise.all(Array.from({ length: 20 }, (_, n) => actor.object.publishMessage({ n })));

      await settle([actor, observer]);
      const sidsOf = participant => participant.events.map(([, { message }]) => message.sid).sort();
      const sids = sent.map(({ sid }) => sid).sort();
      assert.deepEqual(sidsOf(actor), sids);
      assert.deepEqual(sidsOf(observer), sids);
    });

    test(`that is removed tells its removal once to both clients (${pairing})`, async () => {
      const [actor, observer] = await open(acting, observing);
      const { sid } = await actor.object.publishMessage({ last: true });

      await actor.object.removeStream();

      await assertFinalHistory([actor, observer], [messagePublished(actor, sid, { last: true }), streamRemoved(actor)]);
    });
  });

  for (const version of VERSIONS) {
    test(`does not replay messages from before a client came (${version})`, async () => {
      const [writer] = await openForAll([cast.observers[NEW]], 'stream');
      await writer.object.publishMessage({ n: 'before' });

      const [late] = await openForAll([cast.actors[version]], 'stream', writer.sid);
      const { sid } = await writer.object.publishMessage({ n: 'after' });

      await settle([late, writer]);
      assertToldExactly([late], [messagePublished(writer, sid, { n: 'after' })]);
    });

    test(`refuses a message larger than 4 KiB (${version})`, async () => {
      const [actor, observer] = await open(version, OLD);

      await assert.rejects(actor.object.publishMessage({ text: 'x'.repeat(4 * 1024 + 1) }), { status: 413 });

      await assertHistory([actor, observer], []);
    });

    test(`published to before the writer's own subscription is up tells its message once (${version})`, async () => {
      const [observer] = await openForAll([cast.observers[NEW]], 'stream');
      const actor = await Participant.open(cast.actors[version], 'stream', observer.sid);

      const { sid } = await actor.object.publishMessage({ early: true });
      await actor.subscribed();

      await assertHistory([actor, observer], [messagePublished(actor, sid, { early: true })]);
    });
  }
});
