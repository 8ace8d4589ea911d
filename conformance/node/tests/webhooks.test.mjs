import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chatIdentity, ChatUser, ignoreLeftovers, LAST } from '../harness/chat.mjs';
import { Chorus } from '../harness/chorus.mjs';
import { becomes } from '../harness/deadline.mjs';
import { KEYS } from '../harness/keys.mjs';
import { Operator } from '../harness/operator.mjs';
import { Receiver } from '../harness/receiver.mjs';
import { refusal, restClient } from '../harness/rest.mjs';
import { connectClient, NEW, newIdentity } from '../harness/sdk.mjs';
import { mintToken } from '../harness/tokens.mjs';

const EVENTS = [
  ...['onMessageSent', 'onMessageUpdated', 'onMessageRemoved', 'onChannelAdded', 'onChannelUpdated'],
  ...['onChannelDestroyed', 'onMemberAdded', 'onMemberUpdated', 'onMemberRemoved', 'onUserAdded', 'onUserUpdated'],
];

/** What back ends are asked and told, with a real HTTP server and the published clients as those who act. */
describe('Webhooks', () => {
  let chorus;
  let receiver;
  let rest;
  let service;
  before(async () => {
    chorus = await Chorus.start();
    receiver = await Receiver.start();
    rest = restClient(chorus.url);
    service = rest.chat.v2.services(KEYS.serviceSid);
  });
  after(async () => {
    ignoreLeftovers();
    await receiver?.kill();
    await chorus?.stop();
  });
  const configure = options =>
    service.update({ webhookFilters: EVENTS, preWebhookUrl: '', postWebhookUrl: '', ...options });
  /** Settings are remembered for a second. */
  const settled = () => new Promise(resolve => setTimeout(resolve, 1_200));
  const ofChannel = sid => receiver.heard.filter(({ parameters }) => parameters.ChannelSid === sid);

  test('tell what happens in chat, signed and in order for each channel', async () => {
    const configured = await configure({ postWebhookUrl: receiver.url('/post?app=1'), webhookMethod: 'POST' });
    assert.equal(configured.postWebhookUrl, receiver.url('/post?app=1'));
    assert.deepEqual(configured.webhookFilters, EVENTS);
    await settled();
    const ann = await ChatUser.connect(LAST, chorus.url, { identity: chatIdentity('ann') });
    const channel = await ann.createJoined({ friendlyName: 'Büro ☂', uniqueName: `office-${ann.identity}` });
    const message = await channel.sendMessage('Grüße ☂ & <x>', { k: 1 });
    await becomes('the message', () => receiver.events('onMessageSent').length === 1);
    const [sent] = await channel.getMessages().then(page => page.items);
    await sent.updateBody('changed');
    await sent.remove();
    await channel.updateFriendlyName('other');
    await channel.leave();
    await channel.join();
    const again = await ann.joined(channel.sid);
    await again.delete();
    await becomes('the end', () => receiver.events('onChannelDestroyed').length === 1);
    await ann.leave();

    assert.equal(message, 0);
    assert.ok(receiver.heard.every(({ signed }) => signed));
    assert.ok(receiver.heard.every(({ path }) => path === '/post?app=1'));
    const told = ofChannel(channel.sid);
    assert.deepEqual(
      told.map(({ event }) => event).filter(event => event !== 'onMemberUpdated'),
      [
        ...['onChannelAdded', 'onMemberAdded', 'onMessageSent', 'onMessageUpdated', 'onMessageRemoved'],
        ...['onChannelUpdated', 'onMemberRemoved', 'onMemberAdded', 'onChannelDestroyed'],
      ],
    );
    const of = event => told.find(each => each.event === event).parameters;
    assert.equal(of('onMessageSent').Body, 'Grüße ☂ & <x>');
    assert.equal(of('onMessageSent').From, ann.identity);
    assert.equal(of('onMessageSent').ClientIdentity, ann.identity);
    assert.equal(of('onMessageSent').Source, 'SDK');
    assert.equal(of('onMessageSent').Index, '0');
    assert.deepEqual(JSON.parse(of('onMessageSent').Attributes), { k: 1 });
    assert.match(of('onMessageSent').MessageSid, /^IM[0-9a-f]{32}$/);
    assert.match(of('onMessageSent').DateCreated, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(of('onMessageUpdated').Body, 'changed');
    assert.equal(of('onMessageUpdated').ModifiedBy, ann.identity);
    assert.equal(of('onMessageRemoved').RemovedBy, ann.identity);
    assert.equal(of('onChannelAdded').FriendlyName, 'Büro ☂');
    assert.equal(of('onChannelUpdated').FriendlyName, 'other');
    assert.equal(of('onChannelDestroyed').UniqueName, `office-${ann.identity}`);
    assert.equal(of('onMemberAdded').Identity, ann.identity);
    assert.equal(of('onMemberRemoved').Reason, 'LEFT');
    assert.equal(of('onMemberRemoved').AccountSid, KEYS.accountSid);
    assert.equal(of('onMemberRemoved').InstanceSid, KEYS.serviceSid);
    assert.equal(receiver.events('onUserAdded')[0].parameters.Identity, ann.identity);
  });

  test('tell of back ends only if they ask for it, and in the query if they want it there', async () => {
    await configure({ postWebhookUrl: receiver.url('/get?x=%20'), webhookMethod: 'GET' });
    await settled();
    const quiet = await service.channels.create({ friendlyName: 'quiet' });
    const loud = await service.channels.create({ friendlyName: 'loud ü', xTwilioWebhookEnabled: 'true' });

    await becomes('the loud one', () => ofChannel(loud.sid).length === 1);
    const [{ method, parameters, signed }] = ofChannel(loud.sid);
    assert.equal(method, 'GET');
    assert.equal(parameters.FriendlyName, 'loud ü');
    assert.equal(parameters.Source, 'API');
    assert.equal(parameters.ClientIdentity, 'system');
    assert.ok(signed);
    assert.equal(ofChannel(quiet.sid).length, 0);
  });

  test('lose nothing while the receiver is away, and keep the order of each channel', async () => {
    await configure({ postWebhookUrl: receiver.url('/away'), webhookMethod: 'POST' });
    await settled();
    const ann = await ChatUser.connect(LAST, chorus.url, { identity: chatIdentity('ann') });
    const channels = await Promise.all([ann.createJoined(), ann.createJoined()]);
    for (let n = 0; n < 10; n++) {
      await Promise.all(channels.map(channel => channel.sendMessage(`before ${n}`)));
    }
    await receiver.kill();
    for (let n = 0; n < 20; n++) {
      await Promise.all(channels.map(channel => channel.sendMessage(`while ${n}`)));
    }
    // It fails for a while after it came back, too.
    let failures = 5;
    receiver.answer = () => (failures-- > 0 ? { status: 503, unheard: true } : { status: 200 });
    await receiver.listen();
    await Promise.all(channels.map(channel => channel.sendMessage('after')));

    const expected = [
      ...Array.from({ length: 10 }, (_, n) => `before ${n}`),
      ...Array.from({ length: 20 }, (_, n) => `while ${n}`),
      'after',
    ];
    for (const { sid } of channels) {
      const bodies = () =>
        ofChannel(sid)
          .filter(({ event }) => event === 'onMessageSent')
          .map(({ parameters }) => parameters.Body);
      await becomes('everything', () => new Set(bodies()).size === expected.length, 120_000);
      // At least once: what was under way when the receiver was killed may come again.
      const firsts = bodies().filter((body, place, all) => all.indexOf(body) === place);
      assert.deepEqual(firsts, expected);
    }
    receiver.answer = () => ({ status: 200 });
    await ann.leave();
  });

  test('of one channel hear its events, or messages with certain words', async () => {
    await configure({});
    const made = await service.channels.create({ friendlyName: 'own' });
    const rooms = service.channels(made.sid);
    const webhook = await rooms.webhooks.create({
      type: 'webhook',
      'configuration.url': receiver.url('/own'),
      'configuration.filters': ['onMessageSent'],
      'configuration.retryCount': 2,
    });
    assert.match(webhook.sid, /^WH[0-9a-f]{32}$/);
    assert.equal(webhook.channelSid, made.sid);
    assert.deepEqual(webhook.configuration, {
      url: receiver.url('/own'),
      filters: ['onMessageSent'],
      retry_count: 2,
    });
    const trigger = await rooms.webhooks.create({
      type: 'trigger',
      'configuration.url': receiver.url('/trigger'),
      'configuration.triggers': ['help', 'agent'],
    });
    await settled();
    const say = body => rooms.messages.create({ body, from: 'ann', xTwilioWebhookEnabled: 'true' });
    await say('hello');
    await say('I need help');

    await becomes('three', () => ofChannel(made.sid).length === 3);
    assert.deepEqual(
      ofChannel(made.sid)
        .map(({ path, parameters }) => `${path} ${parameters.Body}`)
        .sort(),
      ['/own I need help', '/own hello', '/trigger I need help'],
    );
    assert.equal((await rooms.webhooks.list()).length, 2);
    const updated = await rooms.webhooks(trigger.sid).update({ 'configuration.triggers': ['fire'] });
    assert.deepEqual(updated.configuration.triggers, ['fire']);
    for (let n = 0; n < 3; n++) {
      await rooms.webhooks.create({ type: 'studio', 'configuration.flowSid': `FW${'0'.repeat(32)}` });
    }
    const sixth = rooms.webhooks.create({ type: 'studio', 'configuration.flowSid': `FW${'1'.repeat(32)}` });
    assert.deepEqual(await refusal(sixth), { status: 403, code: 50321 });
    for (const [options, code] of [
      [{ type: 'other' }, 50324],
      [{ type: 'webhook' }, 50329],
      [{ type: 'webhook', 'configuration.url': receiver.url() }, 50330],
      [{ type: 'webhook', 'configuration.url': receiver.url(), 'configuration.filters': ['onNothing'] }, 50325],
      [{ type: 'webhook', 'configuration.url': 'ftp://x' }, 50077],
      [{ type: 'trigger', 'configuration.url': receiver.url() }, 50331],
    ]) {
      assert.deepEqual(await refusal(rooms.webhooks.create(options)), { status: 400, code });
    }
    await rooms.webhooks(webhook.sid).remove();
    assert.deepEqual(await refusal(rooms.webhooks(webhook.sid).fetch()), { status: 404, code: 20404 });
  });

  test('ask before, and may refuse or change what is to happen', async () => {
    await service.update({
      preWebhookUrl: receiver.url('/pre'),
      postWebhookUrl: '',
      webhookMethod: 'POST',
      webhookFilters: ['onMessageSend', 'onChannelAdd', 'onMemberAdd', 'onUserUpdate', 'onMessageUpdate'],
    });
    await settled();
    receiver.answer = ({ event, parameters }) => {
      if (parameters.Body?.includes('damn')) {
        return { status: 403 };
      }
      if (parameters.Body?.includes('late')) {
        return new Promise(resolve => setTimeout(() => resolve({ status: 200 }), 6_000));
      }
      if (event === 'onMessageSend' && parameters.Body === 'polish me') {
        return { status: 200, body: { body: 'polished', attributes: '{"by":"the back end"}' } };
      }
      return event === 'onChannelAdd'
        ? { status: 200, body: { friendly_name: 'Named by the back end' } }
        : { status: 200 };
    };
    const ann = await ChatUser.connect(LAST, chorus.url, { identity: chatIdentity('ann') });
    const channel = await ann.createJoined({ friendlyName: 'Named by ann' });
    await becomes('the name', () => channel.friendlyName === 'Named by the back end');

    await channel.sendMessage('polish me');
    await assert.rejects(channel.sendMessage('damn'), error => /back end/.test(error.message));
    await assert.rejects(channel.sendMessage('late'), error => /back end/.test(error.message));
    await channel.sendMessage('fine');
    await service.channels(channel.sid).messages.create({ body: 'damn, says the back end' });

    const said = (await channel.getMessages()).items;
    assert.deepEqual(
      said.map(({ body }) => body),
      ['polished', 'fine', 'damn, says the back end'],
    );
    assert.deepEqual(said[0].attributes, { by: 'the back end' });
    const asked = receiver.events('onMessageSend')[0];
    assert.ok(asked.signed);
    assert.equal(asked.parameters.ChannelSid, channel.sid);
    assert.equal(asked.parameters.RetryCount, '0');
    receiver.answer = () => ({ status: 200 });
    await ann.leave();
  });

  test('tell what happens to Sync objects', async () => {
    await rest.sync.v1.services(KEYS.serviceSid).update({ webhookUrl: receiver.url('/sync') });
    await settled();
    const identity = newIdentity();
    const client = await connectClient(NEW, chorus.url, { token: mintToken({ identity }) });
    const name = `name-${identity}`;
    const document = await client.document({ id: name, mode: 'create_new' });
    await document.set({ n: 'ü' });
    await document.removeDocument();
    const list = await client.list();
    await list.push({ n: 1 });
    await list.set(0, { n: 2 });
    await list.remove(0);
    const map = await client.map();
    await map.set('clé', { n: 1 });
    await map.removeMap();
    const about = sid =>
      receiver.heard.filter(({ parameters: p }) => [p.DocumentSid, p.ListSid, p.MapSid].includes(sid));

    await becomes('the end of the map', () => about(map.sid).length === 3);
    await becomes('the end of the document', () => about(document.sid).length === 3);
    await becomes('the end of the item', () => about(list.sid).length === 4);
    assert.deepEqual(
      about(document.sid).map(({ event }) => event),
      ['document_created', 'document_updated', 'document_removed'],
    );
    const [, updated, removed] = about(document.sid).map(({ parameters }) => parameters);
    assert.deepEqual(JSON.parse(updated.DocumentData), { n: 'ü' });
    assert.equal(updated.DocumentUniqueName, name);
    assert.equal(updated.Identity, identity);
    assert.equal(removed.DocumentUniqueName, name);
    assert.equal(removed.DocumentData, undefined);
    assert.deepEqual(
      about(list.sid).map(({ event }) => event),
      ['list_created', 'list_item_added', 'list_item_updated', 'list_item_removed'],
    );
    assert.equal(about(list.sid)[1].parameters.ItemIndex, '0');
    assert.deepEqual(
      about(map.sid).map(({ event }) => event),
      ['map_created', 'map_item_added', 'map_removed'],
    );
    assert.equal(about(map.sid)[1].parameters.ItemKey, 'clé');
    assert.ok(receiver.heard.every(({ signed }) => signed));
    const quiet = await rest.sync.v1.services(KEYS.serviceSid).documents.create();
    await rest.sync.v1.services(KEYS.serviceSid).update({ webhooksFromRestEnabled: true });
    await settled();
    const loud = await rest.sync.v1.services(KEYS.serviceSid).documents.create();
    await becomes('the loud one', () => about(loud.sid).length === 1);
    assert.equal(about(loud.sid)[0].parameters.Identity, 'system');
    assert.equal(about(quiet.sid).length, 0);
    await rest.sync.v1.services(KEYS.serviceSid).update({ webhookUrl: '' });
    await client.shutdown();
  });

  test('keep what was refused, to be looked at and sent again', async () => {
    await configure({ postWebhookUrl: receiver.url('/dead'), webhookMethod: 'POST' });
    await settled();
    receiver.answer = () => ({ status: 410, unheard: true });
    const made = await service.channels.create({ friendlyName: 'refused', xTwilioWebhookEnabled: 'true' });
    const operator = Operator.account(chorus.url, KEYS.apiKey, KEYS.apiSecret);
    const path = `/admin/v1/Services/${KEYS.serviceSid}`;
    let dead = [];
    await becomes('the dead letter', () => {
      operator.ask('GET', `${path}/DeadLetters`).then(({ body }) => (dead = body.dead_letters));
      return dead.some(({ parameters }) => parameters.ChannelSid === made.sid);
    });
    const letter = dead.find(({ parameters }) => parameters.ChannelSid === made.sid);
    assert.equal(letter.outcome, '410');
    assert.equal(letter.event, 'onChannelAdded');

    receiver.answer = () => ({ status: 200 });
    assert.equal((await operator.ask('POST', `${path}/DeadLetters/${letter.id}/Replay`)).status, 204);

    assert.equal(ofChannel(made.sid).length, 1);
    assert.ok(ofChannel(made.sid)[0].signed);
    assert.equal((await operator.ask('POST', `${path}/DeadLetters/${letter.id}/Replay`)).status, 404);
    const deliveries = (await operator.ask('GET', `${path}/Deliveries`)).body.deliveries;
    assert.equal(deliveries[0].outcome, '200');
    await configure({});
  });

  test('never slow a client, however slow their receiver is', async () => {
    await configure({ postWebhookUrl: receiver.url('/slow'), webhookMethod: 'POST' });
    await settled();
    let release;
    const released = new Promise(resolve => (release = resolve));
    receiver.answer = () => released.then(() => ({ status: 200 }));
    const ann = await ChatUser.connect(LAST, chorus.url, { identity: chatIdentity('ann') });
    const channel = await ann.createJoined();

    for (let n = 0; n < 50; n++) {
      await channel.sendMessage(`${n}`);
    }

    await ann.hears(50, ['messageAdded'], channel.sid);
    release();
    await becomes(
      'all of them',
      () => ofChannel(channel.sid).filter(({ event }) => event === 'onMessageSent').length >= 50,
      120_000,
    );
    await ann.leave();
    await configure({});
  });

  test('call no private address where that is not allowed', async () => {
    const careful = await Chorus.start({ name: 'careful', args: ['--private-webhooks', 'false'] });
    const there = restClient(careful.url).chat.v2.services(KEYS.serviceSid);
    const operator = Operator.account(careful.url, KEYS.apiKey, KEYS.apiSecret);
    const heard = receiver.heard.length;
    const targets = [receiver.url('/private'), receiver.url('/private').replace('127.0.0.1', 'localhost')];
    for (const target of targets) {
      await there.update({ postWebhookUrl: target, webhookFilters: EVENTS });
      await settled();
      await there.channels.create({ xTwilioWebhookEnabled: 'true' });
    }
    let dead = [];
    await becomes('two dead letters', () => {
      operator.ask('GET', `/admin/v1/Services/${KEYS.serviceSid}/DeadLetters`).then(({ body }) => {
        dead = body.dead_letters;
      });
      return dead.length === targets.length;
    });

    assert.ok(dead.every(({ outcome }) => /private network/.test(outcome)));
    assert.equal(receiver.heard.length, heard);
    await careful.stop();
  });
});
