import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientBehindProxy } from '../harness/away.mjs';
import { Chorus } from '../harness/chorus.mjs';
import { assertHistory, dataOf, openForAll, told } from '../harness/participant.mjs';
import { scratchFolder } from '../harness/places.mjs';
import { connectClient, connectionState, NEW, VERSIONS } from '../harness/sdk.mjs';
import { write, writeManyKinds } from '../harness/writes.mjs';

const REPLAYED_TYPES = ['document', 'list', 'map'];

const ENDS = {
  'stopped in order': chorus => chorus.stop(),
  'killed with SIGKILL': chorus => chorus.kill(),
};

// REPLAY-1, REPLAY-3, REPLAY-4
describe('A Chorus of one process', () => {
  for (const [how, end] of Object.entries(ENDS)) {
    test(`that was ${how} and started again goes on where it was, for its clients too`, async () => {
      const data = scratchFolder('restart');
      const first = await Chorus.start({ data });
      const clients = await Promise.all(VERSIONS.map(version => clientBehindProxy(version, first.port)));
      const groups = await Promise.all(REPLAYED_TYPES.map(type => openForAll(clients, type)));
      const histories = [];
      for (const participants of groups) {
        histories.push(await writeManyKinds(participants[0]));
      }
      await Promise.all(groups.map((participants, place) => told(participants, histories[place])));

      await end(first);
      const second = await Chorus.start({ data });
      clients.forEach(({ proxy }) => proxy.pointTo(second.port));
      await Promise.all(clients.map(({ client }) => connectionState(client, 'connected', 30_000)));

      for (const [place, participants] of groups.entries()) {
        histories[place].push(await write(participants[1], 'after'));
        await assertHistory(participants, histories[place]);
      }
      await assertFreshClientReads(second, groups);
      await Promise.all(clients.map(client => client.leave()));
      await second.stop();
      data.remove();
    });
  }
});

/** What a client that was never there before finds. */
async function assertFreshClientReads(chorus, [[document], [list], [map]]) {
  const client = await connectClient(NEW, chorus.url);
  const freshDocument = await client.document({ id: document.sid, mode: 'open_existing' });
  assert.equal(freshDocument.data.n, 'after');
  const items = (await (await client.list({ id: list.sid, mode: 'open_existing' })).getItems()).items;
  assert.deepEqual(
    items.slice(0, 3).map(item => dataOf(item)),
    [{ n: 'kept 3' }, { n: 'last' }, { n: 'after' }],
  );
  const freshMap = await client.map({ id: map.sid, mode: 'open_existing' });
  assert.deepEqual(dataOf(await freshMap.get('kept')), { n: 3 });
  assert.deepEqual(dataOf(await freshMap.get('gone')), { n: 'again' });
  await client.shutdown();
}
