import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clientBehindProxy } from '../harness/away.mjs';
import { Cluster } from '../harness/cluster.mjs';
import { assertHistory, openForAll, settle, told } from '../harness/participant.mjs';
import { connectionState, NEW, VERSIONS } from '../harness/sdk.mjs';
import { write, writeManyKinds } from '../harness/writes.mjs';

const TYPES = ['document', 'list', 'map', 'stream'];
const REPLAYED_TYPES = ['document', 'list', 'map'];

/** Three processes and one redis-server; each test leaves the cluster whole again. */
describe('A cluster of three processes', () => {
  let cluster;
  before(async () => {
    cluster = await Cluster.start();
  });
  after(() => cluster?.stop());

  const clientsOf = async (gatewayName, versions = VERSIONS) => {
    const { port } = cluster.member(gatewayName);
    return Promise.all(versions.map(version => clientBehindProxy(version, port)));
  };
  const leave = clients => Promise.all(clients.map(client => client.leave()));
  const openAllTypes = (clients, types) => Promise.all(types.map(type => openForAll(clients, type)));

  test('tells what is written through one gateway to the subscribers of the other', async () => {
    const clients = [...(await clientsOf('gatewayA')), ...(await clientsOf('gatewayB'))];

    for (const participants of await openAllTypes(clients, TYPES)) {
      const history = [];
      for (const [n, participant] of participants.entries()) {
        history.push(await write(participant, n));
        await told(participants, history);
      }
      await assertHistory(participants, history);
    }

    await leave(clients);
  });

  test('loses no mutation of clients on different gateways', async () => {
    const clients = [...(await clientsOf('gatewayA')), ...(await clientsOf('gatewayB'))];
    const participants = await openForAll(clients, 'document');
    await participants[0].object.set({ n: 0 });

    await Promise.all(
      participants.map(async ({ object }) => {
        for (let i = 0; i < 20; i++) {
          await object.mutate(data => ({ ...data, n: (data.n ?? 0) + 1 }));
        }
      }),
    );

    await settle(participants);
    assert.deepEqual(
      participants.map(({ data }) => data.n),
      participants.map(() => 20 * participants.length),
    );
    await leave(clients);
  });

  test('takes the clients of a killed gateway to the other, which tells them what they missed', async () => {
    const moving = await clientsOf('gatewayA');
    const [writer] = await clientsOf('gatewayB', [NEW]);
    const groups = await openAllTypes([writer, ...moving], REPLAYED_TYPES);
    const histories = await Promise.all(groups.map(async ([actor]) => [await write(actor, 1)]));
    await Promise.all(groups.map((participants, place) => told(participants, histories[place])));

    await cluster.killMember('gatewayA');
    for (const [place, [actor]] of groups.entries()) {
      histories[place].push(...(await writeManyKinds(actor)));
    }
    moving.forEach(({ proxy }) => proxy.pointTo(cluster.member('gatewayB').port));
    await Promise.all(moving.map(({ client }) => connectionState(client, 'connected', 30_000)));

    for (const [place, participants] of groups.entries()) {
      await assertHistory(participants, histories[place]);
    }
    await leave([...moving, writer]);
    await cluster.startMember('gatewayA');
  });

  test('keeps every write it acknowledged, and tells each once, when a sync service is killed', async () => {
    const clients = [...(await clientsOf('gatewayA')), ...(await clientsOf('gatewayB'))];
    const participants = await openForAll(clients, 'list');
    const acknowledged = [];

    let killed;
    const writing = participants.map(async ({ object, version }) => {
      for (let n = 0; n < 100; n++) {
        if (n === 50) {
          killed ??= cluster.killMember('services');
        }
        const item = await object.push({ by: version, n });
        acknowledged.push(item.index);
      }
    });
    await Promise.all(writing);
    await killed;

    await settle(participants);
    acknowledged.sort(ascending);
    assert.equal(new Set(acknowledged).size, 100 * participants.length, 'no two writes share an index');
    for (const participant of participants) {
      const indexes = participant.events.filter(([name]) => name === 'itemAdded').map(indexOf);
      assert.deepEqual(indexes.toSorted(ascending), acknowledged, 'all that was acknowledged, each once');
      const ofOthers = participant.events.filter(isRemoteAddition).map(indexOf);
      assert.deepEqual(ofOthers, ofOthers.toSorted(ascending), 'in order');
    }
    await leave(clients);
    await cluster.startMember('services');
  });

  test('lets the clients of a draining gateway move without losing anything', async () => {
    const moving = await clientsOf('gatewayA');
    const [writer] = await clientsOf('gatewayB', [NEW]);
    const participants = await openForAll([writer, ...moving], 'list');
    const history = [];

    moving.forEach(({ proxy }) => proxy.pointTo(cluster.member('gatewayB').port));
    let drained = false;
    const draining = cluster.drainMember('gatewayA').then(() => (drained = true));
    while (!drained) {
      history.push(await write(participants[0], history.length));
    }
    await draining;
    await Promise.all(moving.map(({ client }) => connectionState(client, 'connected', 30_000)));

    await assertHistory(participants, history);
    await leave([...moving, writer]);
    await cluster.startMember('gatewayA');
  });
});

const ascending = (a, b) => a - b;

/** The item's index in an `itemAdded` event of either version. */
const indexOf = ([, detail]) => (detail.item ?? detail).index;

const isRemoteAddition = ([name, detail, isLocal]) =>
  name === 'itemAdded' && (isLocal === false || detail.isLocal === false);
