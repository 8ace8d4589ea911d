import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  CHAT_VERSIONS,
  chatIdentity,
  ChatUser,
  FIRST,
  forgiveLostRequests,
  ignoreLeftovers,
  LAST,
} from '../harness/chat.mjs';
import { Cluster } from '../harness/cluster.mjs';
import { becomes } from '../harness/deadline.mjs';

const COMEBACK_MILLIS = 90_000;

/** Three processes and one redis-server; each test leaves the cluster whole again. */
describe('Chat on a cluster', () => {
  let cluster;
  before(async () => {
    forgiveLostRequests();
    cluster = await Cluster.start();
  });
  after(() => {
    ignoreLeftovers();
    return cluster?.stop();
  });

  const user = (version, gateway, how) => ChatUser.behindProxy(version, cluster.member(gateway).port, how);
  const everywhere = () =>
    Promise.all(CHAT_VERSIONS.flatMap(version => ['gatewayA', 'gatewayB'].map(gateway => user(version, gateway))));
  const leave = users => Promise.all(users.map(each => each.leave()));
  const inOneChannel = async users => {
    const channel = await users[0].createJoined();
    for (const { identity } of users.slice(1)) {
      await channel.add(identity);
    }
    return Promise.all(users.map(each => each.joined(channel.sid)));
  };

  // MSG-1, MSG-2
  test('two hundred messages sent at once through both gateways are one sequence for all', async () => {
    const users = await everywhere();
    const channels = await inOneChannel(users);
    const { sid } = channels[0];

    await Promise.all(
      channels.flatMap((channel, who) => Array.from({ length: 50 }, (_, n) => channel.sendMessage(`${who}-${n}`))),
    );

    await Promise.all(users.map(each => each.hears(200, ['messageAdded'], sid)));
    const sequence = users[0].bodies(sid);
    assert.equal(new Set(sequence).size, 200);
    for (const each of users) {
      assert.deepEqual(
        each.heard(['messageAdded'], sid).map(({ index }) => index),
        Array.from({ length: 200 }, (_, n) => n),
      );
      assert.deepEqual(each.bodies(sid), sequence);
    }
    await leave(users);
  });

  // USER-3, FIRST-1
  test('clients of a killed gateway go on at the other, and their users stay online', async () => {
    const moving = await Promise.all(CHAT_VERSIONS.map(version => user(version, 'gatewayA')));
    const writer = await user(LAST, 'gatewayB');
    const channels = await inOneChannel([writer, ...moving]);
    const { sid } = channels[0];
    await channels[0].sendMessage('before');
    await Promise.all(moving.map(each => each.hears(1, ['messageAdded'], sid)));

    await cluster.killMember('gatewayA');
    await channels[0].sendMessage('meanwhile');
    await channels[0].updateFriendlyName('Renamed');
    moving.forEach(({ proxy }) => proxy.pointTo(cluster.member('gatewayB').port));
    await Promise.all(moving.map(each => each.connected(COMEBACK_MILLIS)));
    await channels[0].sendMessage('after');

    for (const [place, each] of moving.entries()) {
      await each.hears(3, ['messageAdded'], sid);
      assert.deepEqual(each.bodies(sid), ['before', 'meanwhile', 'after']);
      await becomes('the name', () => channels[place + 1].friendlyName === 'Renamed');
    }
    await leave([writer, ...moving]);
    await cluster.startMember('gatewayA');
  });

  test('the users of a killed gateway who do not come back are offline', async () => {
    const watcher = await user(LAST, 'gatewayB');
    const lost = await user(LAST, 'gatewayA');
    const profile = await watcher.client.getUser(lost.identity);
    await becomes('online', () => profile.online === true);

    lost.proxy.cut();
    await cluster.killMember('gatewayA');

    await becomes('offline', () => profile.online === false, COMEBACK_MILLIS);
    await Promise.all([watcher.leave(), lost.leave()]);
    await cluster.startMember('gatewayA');
  });

  // The messages of those who were told that they were sent are there, and those of the others once or not at all.
  test('a messaging service that is killed loses and doubles nothing', async () => {
    const users = await everywhere();
    const channels = await inOneChannel(users);
    const { sid } = channels[0];

    const sending = channels.map(async (channel, who) => {
      const sent = [];
      for (let n = 0; n < 40; n++) {
        const body = `${who}-${n}`;
        await channel.sendMessage(body).then(
          () => sent.push(body),
          () => undefined,
        );
      }
      return sent;
    });
    await users[0].hears(20, ['messageAdded'], sid);
    await cluster.killMember('services');
    const sent = (await Promise.all(sending)).flat();

    await Promise.all(
      users.map(each => becomes('all arrived', () => sent.every(body => each.bodies(sid).includes(body)))),
    );
    await becomes('agreed', () => users.every(each => each.bodies(sid).length === users[0].bodies(sid).length));
    for (const each of users) {
      const bodies = each.bodies(sid);
      assert.equal(new Set(bodies).size, bodies.length, 'nothing came twice');
      assert.deepEqual(bodies, users[0].bodies(sid));
    }
    await leave(users);
    await cluster.startMember('services');
  });

  // Kills between a channel's change and what follows it elsewhere, and looks whether everything has converged.
  test('memberships and channels converge however often the messaging service is killed', async () => {
    const observer = await user(LAST, 'gatewayB');
    const actor = await user(LAST, 'gatewayA');
    const wanted = new Map();

    for (let round = 0; round < 3; round++) {
      const work = Array.from({ length: 8 }, async (_, n) => {
        const name = `round-${round}-${n}-${chatIdentity()}`;
        const channel = await actor.client
          .createChannel({ uniqueName: name, friendlyName: name })
          .catch(() => undefined);
        if (channel === undefined) {
          return;
        }
        wanted.set(channel.sid, undefined);
        const added = await channel
          .join()
          .then(() => channel.add(observer.identity))
          .then(
            () => true,
            () => false,
          );
        if (added) {
          wanted.set(channel.sid, name);
        }
      });
      await new Promise(resolve => setTimeout(resolve, 20 + 15 * round));
      await cluster.killMember('services');
      await Promise.all(work);
      await cluster.startMember('services');
    }

    const sure = [...wanted].filter(([, name]) => name !== undefined);
    assert.ok(sure.length > 0);
    for (const [sid, name] of sure) {
      await becomes(`${name} among the observer's`, () => observer.heard(['channelJoined'], sid).length === 1);
      assert.equal((await observer.client.getChannelByUniqueName(name)).sid, sid);
    }
    const late = await user(FIRST, 'gatewayB', { identity: observer.identity });
    for (const [sid, name] of sure) {
      assert.equal((await late.channel(sid)).friendlyName, name);
    }
    await leave([actor, observer, late]);
  });

  // SOCK-CLOSE-2, FIRST-9
  test('a gateway that drains sends its clients to the other, and they miss nothing', async () => {
    const moving = await Promise.all(CHAT_VERSIONS.map(version => user(version, 'gatewayA')));
    const writer = await user(FIRST, 'gatewayB');
    const channels = await inOneChannel([writer, ...moving]);
    const { sid } = channels[0];

    moving.forEach(({ proxy }) => proxy.pointTo(cluster.member('gatewayB').port));
    const drained = cluster.drainMember('gatewayA');
    for (let n = 0; n < 10; n++) {
      await channels[0].sendMessage(`m${n}`);
    }
    await drained;
    await Promise.all(moving.map(each => each.connected(COMEBACK_MILLIS)));

    for (const each of moving) {
      await each.hears(10, ['messageAdded'], sid);
      assert.deepEqual(
        each.bodies(sid),
        Array.from({ length: 10 }, (_, n) => `m${n}`),
      );
    }
    await leave([writer, ...moving]);
    await cluster.startMember('gatewayA');
  });
});
