import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chatIdentity, ChatUser, ignoreLeftovers, LAST } from '../harness/chat.mjs';
import { Cluster } from '../harness/cluster.mjs';
import { becomes } from '../harness/deadline.mjs';
import { KEYS } from '../harness/keys.mjs';
import { Operator } from '../harness/operator.mjs';
import { Receiver } from '../harness/receiver.mjs';
import { helperToken, restClient } from '../harness/rest.mjs';
import { connectClient, connectionState, NEW, newIdentity } from '../harness/sdk.mjs';

const MESSAGES = 40;
const PATIENCE_MILLIS = 120_000;

/** What holds of the back end's side when there are several processes, and some of them end. */
describe('The back end of a cluster', () => {
  let cluster;
  let receiver;
  before(async () => {
    cluster = await Cluster.start();
    receiver = await Receiver.start();
  });
  after(async () => {
    ignoreLeftovers();
    await receiver?.kill();
    await cluster?.stop();
  });
  const url = name => `http://127.0.0.1:${cluster.member(name).port}`;

  test('is told everything, in order, by whoever is left when a process is killed', async () => {
    const service = restClient(url('gatewayA')).chat.v2.services(KEYS.serviceSid);
    await service.update({ postWebhookUrl: receiver.url(), webhookFilters: ['onMessageSent'] });
    await new Promise(resolve => setTimeout(resolve, 1_200));
    const ann = await ChatUser.connect(LAST, url('gatewayA'), { identity: chatIdentity('ann') });
    const channel = await ann.createJoined();
    await receiver.kill();
    for (let n = 0; n < MESSAGES / 2; n++) {
      await channel.sendMessage(`message ${n}`);
    }

    await cluster.killMember('services');
    for (let n = MESSAGES / 2; n < MESSAGES; n++) {
      await channel.sendMessage(`message ${n}`);
    }
    await receiver.listen();

    const bodies = () =>
      receiver.heard
        .filter(({ parameters }) => parameters.ChannelSid === channel.sid)
        .map(({ parameters }) => parameters.Body);
    await becomes('everything', () => new Set(bodies()).size === MESSAGES, PATIENCE_MILLIS);
    assert.deepEqual(
      [...new Set(bodies())],
      Array.from({ length: MESSAGES }, (_, n) => `message ${n}`),
    );
    await ann.leave();
    await cluster.startMember('services');
  });

  test('has connections of a revoked key closed on every gateway, and sees those of all', async () => {
    const tenant = await Operator.newTenant(url('gatewayA'), 'revoked');
    const token = () =>
      helperToken(newIdentity(), {
        account: tenant.account.sid,
        key: tenant.key.sid,
        secret: tenant.key.secret,
        serviceSid: tenant.service.sid,
      });
    const clients = [];
    for (const gateway of ['gatewayA', 'gatewayB']) {
      clients.push(await connectClient(NEW, url(gateway), { token: token() }));
    }
    const seen = await tenant.owner.ask('GET', `/admin/v1/Services/${tenant.service.sid}/Connections`);
    assert.equal(seen.body.connections.length, 2);

    await tenant.owner.ask('DELETE', `/admin/v1/Keys/${tenant.key.sid}`);

    await Promise.all(clients.map(client => connectionState(client, 'disconnected')));
    await Promise.all(clients.map(client => client.shutdown()));
  });
});
