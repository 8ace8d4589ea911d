import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Cluster } from '../harness/cluster.mjs';
import { becomes } from '../harness/deadline.mjs';
import { CHORUS_JAVA, ChorusJavaUser } from '../harness/drivers/chorus-java.mjs';
import { CHORUS_JS, ChorusJsUser } from '../harness/drivers/chorus-js.mjs';

const COMEBACK_MILLIS = 90_000;
const PUSHES = 200;

/** Each test leaves the cluster whole again; a gateway that was ended comes back on another port. */
describe('Our own SDKs on a cluster', () => {
  let cluster;
  before(async () => (cluster = await Cluster.start()));
  after(() => {
    ChorusJavaUser.end();
    return cluster?.stop();
  });

  const SDKS = { [CHORUS_JS]: ChorusJsUser.connect, [CHORUS_JAVA]: ChorusJavaUser.connect };
  const endings = { killed: name => cluster.killMember(name), drained: name => cluster.drainMember(name) };
  for (const [sdk, connect] of Object.entries(SDKS)) {
    for (const [ending, end] of Object.entries(endings)) {
      test(`go to another gateway when theirs is ${ending}, and lose nothing on the way (${sdk})`, async () => {
        const { url: first } = cluster.member('gatewayA');
        const { url: second } = cluster.member('gatewayB');
        const run = randomUUID().slice(0, 8);
        const list = `list-${run}`;
        const writer = await connect('sync', `${first},${second}`, `writer-${run}`);
        const reader = await connect('sync', `${first},${second}`, `reader-${run}`);
        for (const user of [writer, reader]) {
          await user.perform('open', { kind: 'list', name: list });
        }

        const pushing = writer.perform('pushMany', { name: list, count: PUSHES });
        await becomes('some have come', () => reader.events.length > PUSHES / 10);
        await end('gatewayA');
        await pushing;

        for (const user of [writer, reader]) {
          await becomes('all have come', () => user.events.length >= PUSHES, COMEBACK_MILLIS);
          assert.deepEqual(
            user.events.map(({ event, key, value }) => [event, key, value.n]),
            Array.from({ length: PUSHES }, (_, n) => ['itemAdded', n, n]),
          );
        }
        await Promise.all([writer.close(), reader.close(), cluster.startMember('gatewayA')]);
      });
    }
  }
});
