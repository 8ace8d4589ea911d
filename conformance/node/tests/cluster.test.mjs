import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clientBehindProxy } from '../harness/away.mjs';
import { Cluster } from '../harness/cluster.mjs';
import { becomes } from '../harness/deadline.mjs';
import { FirstSocket } from '../harness/first-socket.mjs';
import { assertHistory, openForAll, settle, told } from '../harness/participant.mjs';
import { connectionState, NEW, VERSIONS } from '../harness/sdk.mjs';
import { write, writeManyKinds } from '../harness/writes.mjs';

const TYPES = ['document', 'list', 'map', 'stream'];
const REPLAYED_TYPES = ['document', 'list', 'map'];

// SOCK-CLOSE-2, SOCK-CLOSE-5, IDEM-2, DELIVER-1, DELIVER-9, REPLAY-1, REPLAY-3
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

    const acknowledged = await pushWhile(participants, 100, () => cluster.killMember('services'));

    await settle(participants);
    assertEachToldOnce(participants, acknowledged);
    await leave(clients);
    await cluster.startMember('services');
  });

  test('keeps every write it acknowledged, and tells each once, when Redis is killed and comes back', async () => {
    const clients = [...(await clientsOf('gatewayA')), ...(await clientsOf('gatewayB'))];
    const participants = await openForAll(clients, 'list');

    const acknowledged = await pushWhile(participants, 60, async () => {
      await cluster.redis.kill();
      await cluster.redis.startAgain();
    });

    await settle(participants);
    assertEachToldOnce(participants, acknowledged);
    await leave(clients);
  });

  // Such a client loads no channels before it sees its context as an event; its socket may be up only after its session is made.
  test('begins the log of a first-generation session with its context when Redis had been restarted', async () => {
    await cluster.redis.kill();
    await cluster.redis.startAgain();
    let user;
    await becomes('the service is back', async () => {
      user = await FirstSocket.connect(cluster.member('gatewayA').url)
        .then(socket => socket.begin())
        .catch(() => undefined);
      return user !== undefined;
    });

    const { results } = await user.get(`${user.session.events}?from=0&limit=100`);

    assert.equal(results[0].type, 'context_update');
    assert.ok(results[0].event_id > 2 ** 45);
    assert.equal(results[0].data.identity, user.identity);
    user.close();
  });

  test('does each write once whose gateway is killed before it answers', async () => {
    const writers = await clientsOf('gatewayA');
    const [watcher] = await clientsOf('gatewayB', [NEW]);
    const [observer, ...participants] = await openForAll([watcher, ...writers], 'list');

    const written = participants.map(({ object, version }) => pushUntilAfterTheKill(object, version));
    await observer.recorder.count(100);
    await cluster.killMember('gatewayA');
    writers.forEach(({ proxy }) => proxy.pointTo(cluster.member('gatewayB').port));
    const acknowledged = (await Promise.all(written)).flat();

    await settle([observer, ...participants]);
    const told = observer.events.map(([, { item }]) => item);
    const texts = told.map(({ data }) => `${data.by}-${data.n}`);
    assert.equal(new Set(texts).size, texts.length, 'nothing was written twice');
    const indexes = told.map(({ index }) => index);
    assert.deepEqual(indexes, [...indexes.keys()], 'in order, without a hole');
    assert.deepEqual(
      acknowledged.filter(index => !indexes.includes(index)),
      [],
      'what was acknowledged is there',
    );
    await leave([...writers, watcher]);
    await cluster.startMember('gatewayA');
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

/** All push at the same time; in the middle of it `happens`. Completes with the acknowledged indexes of each. */
async function pushWhile(participants, pushesEach, happens) {
  let happening;
  const pushing = participants.map(async ({ object }, by) => {
    const acknowledged = [];
    for (let n = 0; n < pushesEach; n++) {
      if (n === pushesEach / 2) {
        happening ??= happens();
      }
      const { index } = await object.push({ by, n });
      acknowledged.push(index);
    }
    return acknowledged;
  });
  const acknowledged = await Promise.all(pushing);
  await happening;
  return acknowledged;
}

/**
 * Pushes until thirty pushes were answered after one that was not answered at once. 4.0.1 rejects what was in flight
 * when its connection ended, 0.6.2 asks again after half a minute.
 */
async function pushUntilAfterTheKill(object, by) {
  const acknowledged = [];
  let afterwards = 0;
  for (let n = 0; afterwards < 30; n++) {
    const startedAt = Date.now();
    const answer = await object.push({ by, n }).catch(error => error);
    if (answer instanceof Error) {
      assert.equal(answer.status, 0, `only a lost connection may reject: ${answer}`);
    } else {
      acknowledged.push(answer.index);
    }
    if (afterwards > 0 || answer instanceof Error || Date.now() - startedAt > 1_000) {
      afterwards++;
    }
  }
  return acknowledged;
}

/**
 * Each participant must have told its own items as they were acknowledged, and all others' once and in order. Where an
 * answer was lost behind the gateway, a change reaches its writer as an event before the repeated request is answered:
 * 4.0.1 tells it once, as another's, and 0.6.2 tells it a second time when the answer comes.
 */
function assertEachToldOnce(participants, acknowledged) {
  assert.equal(new Set(acknowledged.flat()).size, acknowledged.flat().length, 'no two writes share an index');
  for (const [place, participant] of participants.entries()) {
    const additions = participant.events.filter(([name]) => name === 'itemAdded').map(additionOf);
    const own = additions.filter(({ by, isLocal }) => by === place && (isLocal || participant.version === NEW));
    const others = additions.filter(({ by }) => by !== place).map(({ index }) => index);
    const otherWrites = acknowledged.filter((indexes, by) => by !== place).flat();
    assert.deepEqual(
      others,
      otherWrites.sort(ascending),
      `told participant ${place} (${participant.version}) of others`,
    );
    assert.deepEqual(
      own.map(({ index }) => index),
      acknowledged[place],
      `told participant ${place} (${participant.version}) of its own`,
    );
  }
}

const ascending = (a, b) => a - b;

/** What an `itemAdded` event of either version tells. */
function additionOf([, detail, isLocal]) {
  const item = detail.item ?? detail;
  const { by, n } = item.data ?? item.value;
  return { index: item.index, by, n, isLocal: detail.isLocal ?? isLocal };
}
