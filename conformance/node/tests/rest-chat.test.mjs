import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { chorusForAllTests } from '../harness/cast.mjs';
import { CHAT_VERSIONS, chatIdentity, ChatUser, ignoreLeftovers, LAST } from '../harness/chat.mjs';
import { becomes } from '../harness/deadline.mjs';
import { KEYS, OTHER_SERVICE_SID } from '../harness/keys.mjs';
import { refusal, restClient } from '../harness/rest.mjs';

const MANY = 125;
const MISSING = { status: 404, code: 20404 };
const LONG_AGO = new Date('2015-07-30T20:00:00Z');
const NO_SID = '0'.repeat(32);

/** The helper library of back ends against the chat REST API, and live clients that hear of what it does. */
describe('A back end', { concurrency: 6 }, () => {
  const chorus = chorusForAllTests();
  let rest;
  let chat;
  let service;
  before(() => {
    rest = restClient(chorus.url);
    chat = rest.chat.v2;
    service = chat.services(KEYS.serviceSid);
  });
  after(ignoreLeftovers);

  const name = what => `${what} ü/☂ ${randomUUID()}`;
  const pathName = what => `${what} ü ☂ ${randomUUID()}`;
  const makeChannel = (options = {}) => service.channels.create({ type: 'private', ...options });

  describe('with channels', () => {
    test('makes one with every field', async () => {
      const uniqueName = name('channel');
      const made = await service.channels.create({
        friendlyName: 'Grüße ☂ & <x>',
        uniqueName,
        attributes: '{"a": [1, "ü"]}',
        type: 'private',
        createdBy: 'zoë',
        dateCreated: LONG_AGO,
        dateUpdated: new Date('2016-07-30T20:00:00Z'),
      });

      assert.match(made.sid, /^CH[0-9a-f]{32}$/);
      assert.equal(made.accountSid, KEYS.accountSid);
      assert.equal(made.serviceSid, KEYS.serviceSid);
      assert.equal(made.friendlyName, 'Grüße ☂ & <x>');
      assert.equal(made.uniqueName, uniqueName);
      assert.equal(made.attributes, '{"a": [1, "ü"]}');
      assert.equal(made.type, 'private');
      assert.equal(made.createdBy, 'zoë');
      assert.deepEqual(made.dateCreated, LONG_AGO);
      assert.deepEqual(made.dateUpdated, new Date('2016-07-30T20:00:00Z'));
      assert.equal(made.membersCount, 0);
      assert.equal(made.messagesCount, 0);
      assert.equal(made.links.last_message, null);
      assert.ok(made.url.startsWith(`${chorus.url}/chat/v2/Services/${KEYS.serviceSid}/Channels/${made.sid}`));
    });

    test('makes one of nothing, public and by the system', async () => {
      const made = await service.channels.create();

      assert.equal(made.type, 'public');
      assert.equal(made.createdBy, 'system');
      assert.equal(made.attributes, '{}');
      assert.equal(made.friendlyName, null);
      assert.equal(made.uniqueName, null);
      assert.equal(made.dateCreated.getMilliseconds(), 0);
    });

    test('finds, changes and removes it by its unique name', async () => {
      const uniqueName = pathName('channel');
      const made = await makeChannel({ uniqueName });

      assert.equal((await service.channels(uniqueName).fetch()).sid, made.sid);
      const updated = await service.channels(uniqueName).update({ friendlyName: 'other', attributes: '{"b":2}' });
      assert.equal(updated.friendlyName, 'other');
      assert.equal(updated.attributes, '{"b":2}');
      assert.equal(updated.uniqueName, uniqueName);
      const cleared = await service.channels(made.sid).update({ friendlyName: '', uniqueName: '' });
      assert.equal(cleared.friendlyName, null);
      assert.equal(cleared.uniqueName, null);
      assert.equal(await service.channels(made.sid).remove(), true);
      assert.deepEqual(await refusal(service.channels(made.sid).fetch()), MISSING);
      const again = await makeChannel({ uniqueName });
      assert.notEqual(again.sid, made.sid);
    });

    test('is told what is taken, missing or wrong', async () => {
      const uniqueName = name('channel');
      await makeChannel({ uniqueName });
      const other = await makeChannel();

      const taken = { status: 409, code: 50307 };
      assert.deepEqual(await refusal(makeChannel({ uniqueName })), taken);
      assert.deepEqual(await refusal(service.channels(other.sid).update({ uniqueName })), taken);
      assert.deepEqual(await refusal(makeChannel({ uniqueName: `CH${NO_SID}` })), { status: 400, code: 50306 });
      assert.deepEqual(await refusal(makeChannel({ attributes: '{' })), { status: 400, code: 50304 });
      assert.deepEqual(await refusal(makeChannel({ type: 'secret' })), { status: 400, code: 20001 });
      for (const missing of [`CH${NO_SID}`, 'nobody']) {
        assert.deepEqual(await refusal(service.channels(missing).fetch()), MISSING);
        assert.deepEqual(await refusal(service.channels(missing).update({ friendlyName: 'x' })), MISSING);
        assert.deepEqual(await refusal(service.channels(missing).remove()), MISSING);
        assert.deepEqual(await refusal(service.channels(missing).members.list()), MISSING);
      }
    });

    test('reads every one once, whatever the size of pages', async () => {
      const fresh = await chat.services.create({ friendlyName: 'many channels' });
      const there = chat.services(fresh.sid);
      const sids = [];
      for (let i = 0; i < MANY; i++) {
        sids.push((await there.channels.create({ type: i % 5 === 0 ? 'private' : 'public' })).sid);
      }

      for (const pageSize of [7, 50, 500]) {
        const found = await there.channels.list({ pageSize });
        assert.deepEqual(new Set(found.map(({ sid }) => sid)), new Set(sids));
        assert.equal(found.length, MANY);
        const dates = found.map(({ dateCreated }) => dateCreated.getTime());
        assert.deepEqual(
          dates,
          dates.toSorted((one, other) => one - other),
        );
      }
      assert.equal((await there.channels.list({ limit: 60 })).length, 60);
      assert.equal((await there.channels.list({ type: ['private'], pageSize: 10 })).length, MANY / 5);
      assert.equal((await there.channels.list({ type: ['private', 'public'] })).length, MANY);

      const first = await there.channels.page({ pageSize: 50 });
      const second = await first.nextPage();
      const back = await second.previousPage();
      assert.deepEqual(
        back.instances.map(({ sid }) => sid),
        first.instances.map(({ sid }) => sid),
      );
      await there.remove();
      assert.deepEqual(await refusal(there.fetch()), MISSING);
      assert.deepEqual(await refusal(there.channels(sids[0]).fetch()), MISSING);
    });
  });

  test('gets a unique name once, of however many that ask for it', async () => {
    const uniqueName = name('race');

    const results = await Promise.allSettled([...Array(12)].map(() => makeChannel({ uniqueName })));

    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    const codes = results.filter(({ status }) => status === 'rejected').map(({ reason }) => reason.code);
    assert.deepEqual(new Set(codes), new Set([50307]));
  });

  test('meets each channel once while others come and go', async () => {
    const fresh = await chat.services.create({ friendlyName: 'coming and going' });
    const there = chat.services(fresh.sid);
    const make = () => there.channels.create().then(({ sid }) => sid);
    const stay = [];
    const go = [];
    for (let i = 0; i < 30; i++) {
      stay.push(await make());
      go.push(await make());
    }

    const met = [];
    for (let page = await there.channels.page({ pageSize: 7 }); page; page = await page.nextPage()) {
      met.push(...page.instances.map(({ sid }) => sid));
      await Promise.all([make(), ...go.splice(0, 4).map(sid => there.channels(sid).remove())]);
    }

    assert.equal(new Set(met).size, met.length);
    assert.deepEqual(
      stay.filter(sid => !met.includes(sid)),
      [],
    );
    await there.remove();
  });

  describe('with members and invitations', () => {
    test('adds, finds, changes, lists and removes members', async () => {
      const channel = await makeChannel();
      const identity = pathName('member');
      const members = service.channels(channel.sid).members;
      const made = await members.create({
        identity,
        attributes: '{"seat":4}',
        lastConsumedMessageIndex: 3,
        lastConsumptionTimestamp: LONG_AGO,
        dateCreated: LONG_AGO,
        dateUpdated: LONG_AGO,
      });

      assert.match(made.sid, /^MB[0-9a-f]{32}$/);
      assert.equal(made.identity, identity);
      assert.equal(made.channelSid, channel.sid);
      assert.match(made.roleSid, /^RL/);
      assert.equal(made.attributes, '{"seat":4}');
      assert.equal(made.lastConsumedMessageIndex, 3);
      assert.deepEqual(made.lastConsumptionTimestamp, LONG_AGO);
      assert.deepEqual(made.dateCreated, LONG_AGO);
      const context = service.channels(channel.sid).members;
      assert.equal((await context(made.sid).fetch()).identity, identity);
      assert.equal((await context(identity).fetch()).sid, made.sid);
      const updated = await context(identity).update({ attributes: '{"seat":5}', lastConsumedMessageIndex: 4 });
      assert.equal(updated.attributes, '{"seat":5}');
      assert.equal(updated.lastConsumedMessageIndex, 4);
      await members.create({ identity: 'other' });
      assert.equal((await members.list()).length, 2);
      assert.deepEqual(
        (await members.list({ identity: [identity, 'nobody'] })).map(({ sid }) => sid),
        [made.sid],
      );
      assert.equal((await service.channels(channel.sid).fetch()).membersCount, 2);
      // The user was made with the member.
      assert.equal((await service.users(identity).fetch()).joinedChannelsCount, 1);
      assert.deepEqual(await refusal(members.create({ identity })), { status: 409, code: 50404 });
      assert.equal(await context(identity).remove(), true);
      assert.deepEqual(await refusal(context(made.sid).fetch()), MISSING);
      assert.deepEqual(await refusal(context('nobody').remove()), MISSING);
    });

    test('gives roles', async () => {
      const role = await service.roles.create({ friendlyName: 'guest', type: 'channel', permission: ['sendMessage'] });
      const channel = await makeChannel();
      const members = service.channels(channel.sid).members;

      const made = await members.create({ identity: 'ann', roleSid: role.sid });
      assert.equal(made.roleSid, role.sid);
      await members.create({ identity: 'bob' });
      assert.equal(
        (await service.channels(channel.sid).members('bob').update({ roleSid: role.sid })).roleSid,
        role.sid,
      );
      assert.deepEqual(await refusal(members.create({ identity: 'eve', roleSid: `RL${NO_SID}` })), {
        status: 400,
        code: 50101,
      });
    });

    test('reads all members of a large channel', async () => {
      const channel = await makeChannel();
      const members = service.channels(channel.sid).members;
      const identities = [];
      for (let i = 0; i < MANY; i++) {
        identities.push((await members.create({ identity: `member-${i}` })).identity);
      }

      for (const pageSize of [20, 100]) {
        const found = await members.list({ pageSize });
        assert.deepEqual(
          found.map(({ identity }) => identity),
          identities,
        );
      }
    });

    test('invites, lists and takes back', async () => {
      const channel = await makeChannel();
      const invites = service.channels(channel.sid).invites;
      const made = await invites.create({ identity: 'Zoë ☂' });

      assert.match(made.sid, /^IN[0-9a-f]{32}$/);
      assert.equal(made.identity, 'Zoë ☂');
      assert.equal(made.createdBy, 'system');
      assert.match(made.roleSid, /^RL/);
      assert.equal((await service.channels(channel.sid).invites(made.sid).fetch()).identity, 'Zoë ☂');
      await invites.create({ identity: 'dan' });
      assert.equal((await invites.list({ pageSize: 1 })).length, 2);
      assert.deepEqual(
        (await invites.list({ identity: ['dan'] })).map(({ identity }) => identity),
        ['dan'],
      );
      assert.deepEqual(await refusal(invites.create({ identity: 'dan' })), { status: 409, code: 50212 });
      await service.channels(channel.sid).members.create({ identity: 'dan' });
      assert.deepEqual(await refusal(invites.create({ identity: 'dan' })), { status: 409, code: 50404 });
      assert.equal(await service.channels(channel.sid).invites(made.sid).remove(), true);
      assert.deepEqual(await refusal(service.channels(channel.sid).invites(made.sid).fetch()), MISSING);
      assert.deepEqual(await invites.list(), []);
    });
  });

  describe('with messages', () => {
    test('sends, finds, changes and removes them', async () => {
      const channel = await makeChannel();
      const messages = service.channels(channel.sid).messages;
      const made = await messages.create({ body: 'grüß ☂ 😀', attributes: '{"k":1}' });

      assert.match(made.sid, /^IM[0-9a-f]{32}$/);
      assert.equal(made.from, 'system');
      assert.equal(made.to, channel.sid);
      assert.equal(made.channelSid, channel.sid);
      assert.equal(made.body, 'grüß ☂ 😀');
      assert.equal(made.attributes, '{"k":1}');
      assert.equal(made.index, 0);
      assert.equal(made.type, 'text');
      assert.equal(made.media, null);
      assert.equal(made.wasEdited, false);
      assert.equal(made.lastUpdatedBy, null);
      const message = service.channels(channel.sid).messages(made.sid);
      assert.equal((await message.fetch()).body, 'grüß ☂ 😀');
      const updated = await message.update({ body: '', lastUpdatedBy: 'dan' });
      assert.equal(updated.body, '');
      assert.equal(updated.wasEdited, true);
      assert.equal(updated.lastUpdatedBy, 'dan');
      const link = (await service.channels(channel.sid).fetch()).links.last_message;
      assert.ok(link.endsWith(`/Messages/${made.sid}`));
      assert.equal(await message.remove(), true);
      assert.deepEqual(await refusal(message.fetch()), MISSING);
      const next = await messages.create({
        from: 'nobody',
        body: 'of long ago',
        dateCreated: LONG_AGO,
        dateUpdated: LONG_AGO,
      });
      assert.equal(next.index, 1);
      assert.equal(next.from, 'nobody');
      assert.deepEqual(next.dateCreated, LONG_AGO);
      assert.deepEqual(await refusal(service.channels(channel.sid).messages(`IM${NO_SID}`).fetch()), MISSING);
    });

    test('reads them in both orders', async () => {
      const channel = await makeChannel();
      const messages = service.channels(channel.sid).messages;
      for (let i = 0; i < MANY; i++) {
        await messages.create({ body: `message ${i}` });
      }
      const all = [...Array(MANY).keys()];

      for (const pageSize of [30, 1000]) {
        assert.deepEqual(
          (await messages.list({ pageSize })).map(({ index }) => index),
          all,
        );
        assert.deepEqual(
          (await messages.list({ order: 'desc', pageSize })).map(({ index }) => index),
          all.toReversed(),
        );
      }
      assert.deepEqual(
        (await messages.list({ order: 'desc', limit: 3 })).map(({ index }) => index),
        [MANY - 1, MANY - 2, MANY - 3],
      );
    });
  });

  describe('with users', () => {
    test('makes, finds, changes, lists and removes them', async () => {
      const identity = pathName('user');
      const made = await service.users.create({ identity, friendlyName: 'Zoë', attributes: '{"a":1}' });

      assert.match(made.sid, /^US[0-9a-f]{32}$/);
      assert.equal(made.identity, identity);
      assert.equal(made.friendlyName, 'Zoë');
      assert.equal(made.attributes, '{"a":1}');
      assert.equal(made.joinedChannelsCount, 0);
      assert.match(made.roleSid, /^RL/);
      assert.deepEqual(await refusal(service.users.create({ identity })), { status: 409, code: 50201 });
      assert.equal((await service.users(identity).fetch()).sid, made.sid);
      assert.equal((await service.users(made.sid).fetch()).identity, identity);
      const role = await service.roles.create({ friendlyName: 'x', type: 'deployment', permission: ['joinChannel'] });
      const updated = await service.users(identity).update({ roleSid: role.sid, friendlyName: 'other' });
      assert.equal(updated.roleSid, role.sid);
      assert.equal(updated.friendlyName, 'other');
      const channel = await makeChannel();
      await service.channels(channel.sid).members.create({ identity });
      assert.equal(await service.users(made.sid).remove(), true);
      assert.deepEqual(await refusal(service.users(identity).fetch()), MISSING);
      assert.deepEqual(await service.channels(channel.sid).members.list(), []);
    });

    test('reads every one once', async () => {
      const fresh = await chat.services.create({ friendlyName: 'many users' });
      const there = chat.services(fresh.sid);
      const identities = [];
      for (let i = 0; i < MANY; i++) {
        identities.push((await there.users.create({ identity: `user-${i}` })).identity);
      }

      const found = await there.users.list({ pageSize: 40 });

      assert.deepEqual(new Set(found.map(({ identity }) => identity)), new Set(identities));
      assert.equal(found.length, MANY);
      assert.ok(found.every(({ isOnline }) => isOnline === null));
      await there.remove();
    });

    test('sees and changes the channels of each', async () => {
      const identity = pathName('user');
      const channel = await makeChannel({ uniqueName: pathName('channel') });
      const invited = await makeChannel();
      await service.channels(channel.sid).members.create({ identity });
      await service.channels(invited.sid).invites.create({ identity });
      for (let i = 0; i < 3; i++) {
        await service.channels(channel.sid).messages.create({ body: 'x' });
      }
      const theirs = service.users(identity).userChannels;

      const found = await theirs.list({ pageSize: 1 });
      assert.deepEqual(new Set(found.map(({ status }) => status)), new Set(['joined', 'invited']));
      const before = await service.users(identity).userChannels(channel.sid).fetch();
      assert.equal(before.unreadMessagesCount, null);
      assert.equal(before.notificationLevel, 'default');
      const after = await service
        .users(identity)
        .userChannels(channel.uniqueName)
        .update({ notificationLevel: 'muted', lastConsumedMessageIndex: 0 });
      assert.equal(after.notificationLevel, 'muted');
      assert.equal(after.lastConsumedMessageIndex, 0);
      assert.equal(after.unreadMessagesCount, 2);
      const member = await service.channels(channel.sid).members(after.memberSid).fetch();
      assert.equal(member.lastConsumedMessageIndex, 0);
      assert.equal(await service.users(identity).userChannels(channel.sid).remove(), true);
      assert.deepEqual(await refusal(service.users(identity).userChannels(channel.sid).fetch()), MISSING);
      assert.equal(await service.users(identity).userChannels(invited.sid).remove(), true);
      assert.deepEqual(await theirs.list(), []);
    });
  });

  describe('with roles and services', () => {
    test('makes, changes, lists and removes roles', async () => {
      const fresh = await chat.services.create({ friendlyName: 'roles' });
      const there = chat.services(fresh.sid);
      assert.deepEqual((await there.roles.list()).map(({ friendlyName }) => friendlyName).toSorted(), [
        'channel admin',
        'channel user',
        'service admin',
        'service user',
      ]);
      const made = await there.roles.create({ friendlyName: 'guest', type: 'channel', permission: ['sendMessage'] });
      assert.deepEqual(made.permissions, ['sendMessage']);
      const updated = await there.roles(made.sid).update({ permission: ['leaveChannel', 'sendMessage'] });
      assert.deepEqual(updated.permissions, ['leaveChannel', 'sendMessage']);
      assert.equal((await there.roles(made.sid).fetch()).type, 'channel');
      assert.equal((await there.roles.list({ pageSize: 2 })).length, 5);
      assert.equal(await there.roles(made.sid).remove(), true);
      assert.deepEqual(await refusal(there.roles(made.sid).fetch()), MISSING);
      assert.deepEqual(await refusal(there.roles.create({ friendlyName: 'x', type: 'channel', permission: ['fly'] })), {
        status: 400,
        code: 50104,
      });
      await there.remove();
    });

    test('makes, changes, lists and removes services', async () => {
      const made = await chat.services.create({ friendlyName: 'Grüße' });
      assert.match(made.sid, /^IS[0-9a-f]{32}$/);
      assert.equal(made.friendlyName, 'Grüße');
      assert.ok(made.dateCreated instanceof Date);
      const updated = await chat.services(made.sid).update({
        friendlyName: 'other',
        reachabilityEnabled: true,
        typingIndicatorTimeout: 9,
        'limits.channelMembers': 1,
        readStatusEnabled: false,
      });
      assert.equal(updated.friendlyName, 'other');
      assert.equal(updated.reachabilityEnabled, true);
      assert.equal(updated.typingIndicatorTimeout, 9);
      assert.equal(updated.readStatusEnabled, false);
      assert.equal(updated.limits.channel_members, 1);
      assert.deepEqual((await chat.services(made.sid).fetch()).links, updated.links);
      assert.ok((await chat.services.list({ pageSize: 2 })).some(({ sid }) => sid === made.sid));

      // The limit counts a moment later.
      const channel = await chat.services(made.sid).channels.create();
      await chat.services(made.sid).channels(channel.sid).members.create({ identity: 'one' });
      await becomesRefused(() =>
        chat.services(made.sid).channels(channel.sid).members.create({ identity: randomUUID() }),
      );
      assert.equal(await chat.services(made.sid).remove(), true);
      assert.ok(!(await chat.services.list()).some(({ sid }) => sid === made.sid));
    });

    async function becomesRefused(step) {
      let said;
      await becomes('a full channel', () => {
        step().catch(error => (said = error));
        return said !== undefined;
      });
      assert.deepEqual({ status: said.status, code: said.code }, { status: 403, code: 50403 });
    }
  });

  test('is nobody without the right secret', async () => {
    const nobody = { status: 401, code: 20003 };
    const wrong = restClient(chorus.url, { password: 'wrong' }).chat.v2.services(KEYS.serviceSid);
    assert.deepEqual(await refusal(wrong.channels.list()), nobody);
    assert.deepEqual(await refusal(wrong.channels.create()), nobody);
    const account = restClient(chorus.url, { user: KEYS.accountSid, password: KEYS.authToken });
    assert.equal((await account.chat.v2.services(KEYS.serviceSid).fetch()).sid, KEYS.serviceSid);
    assert.deepEqual(await refusal(chat.services(OTHER_SERVICE_SID).channels.list()), MISSING);
  });

  test('may use every face, and stays in it', async () => {
    const channel = await makeChannel();
    await service.channels(channel.sid).members.create({ identity: 'ann' });
    for (const [face, prefix] of [
      [rest.chat.v1, '/chat/v1/'],
      [rest.ipMessaging.v1, '/ip-messaging/v1/'],
      [rest.ipMessaging.v2, '/ip-messaging/v2/'],
    ]) {
      const there = face.services(KEYS.serviceSid);
      const found = await there.channels(channel.sid).fetch();
      assert.ok(found.url.startsWith(`${chorus.url}${prefix}Services/`), found.url);
      const made = await there.channels(channel.sid).messages.create({ body: prefix, from: 'ann' });
      assert.equal(made.body, prefix);
      assert.equal((await there.channels(channel.sid).messages.list({ pageSize: 1 })).at(-1).body, prefix);
      assert.equal((await there.users('ann').userChannels.list()).length > 0, true);
      assert.equal((await there.fetch()).sid, KEYS.serviceSid);
    }
  });

  for (const version of CHAT_VERSIONS) {
    test(`is heard by live clients (${version})`, async () => {
      const ann = await ChatUser.connect(version, chorus.url, { identity: chatIdentity('ann') });
      const channel = await makeChannel({ friendlyName: 'live' });
      const rooms = service.channels(channel.sid);

      await rooms.members.create({ identity: ann.identity });
      await ann.joined(channel.sid);
      const sent = await rooms.messages.create({ body: 'by REST', from: 'bot' });
      await ann.hears(1, ['messageAdded'], channel.sid);
      assert.deepEqual(ann.bodies(channel.sid), ['by REST']);
      assert.equal(ann.heard(['messageAdded'], channel.sid)[0].author, 'bot');
      await rooms.messages(sent.sid).update({ body: 'changed' });
      await ann.hears(1, ['messageUpdated'], channel.sid);
      await rooms.messages(sent.sid).remove();
      await ann.hears(1, ['messageRemoved'], channel.sid);
      await rooms.update({ friendlyName: 'renamed' });
      const hers = await ann.channel(channel.sid);
      await becomes('renamed', () => hers.friendlyName === 'renamed');
      await rooms.members.create({ identity: 'bob' });
      await ann.hears(1, ['memberJoined'], channel.sid);
      await service.users(ann.identity).update({ friendlyName: 'Ann' });
      await becomes('her new name', () => (ann.client.user ?? ann.client.userInfo).friendlyName === 'Ann');
      await service.users(ann.identity).userChannels(channel.sid).update({ lastConsumedMessageIndex: 0 });
      await becomes('her horizon', () => hers.lastConsumedMessageIndex === 0);
      await rooms.members(ann.identity).remove();
      await ann.hears(1, ['channelLeft'], channel.sid);
      const open = await service.channels.create({ friendlyName: 'open' });
      await service.channels(open.sid).invites.create({ identity: ann.identity });
      await ann.hears(1, ['channelInvited'], open.sid);
      await ann.leave();
    });
  }

  test('reads what live clients do', async () => {
    const ann = await ChatUser.connect(LAST, chorus.url, { identity: chatIdentity('ann') });
    const uniqueName = pathName('made by a client');
    const hers = await ann.createJoined({ uniqueName, isPrivate: true, attributes: { a: 'ü' } });

    const found = await service.channels(uniqueName).fetch();
    assert.equal(found.sid, hers.sid);
    assert.equal(found.createdBy, ann.identity);
    assert.equal(found.membersCount, 1);
    assert.deepEqual(JSON.parse(found.attributes), { a: 'ü' });
    await hers.sendMessage('by a client', { k: 1 });
    const [message] = await service.channels(found.sid).messages.list();
    assert.equal(message.body, 'by a client');
    assert.equal(message.from, ann.identity);
    assert.deepEqual(JSON.parse(message.attributes), { k: 1 });
    await hers.invite('carol');
    const [invitation] = await service.channels(found.sid).invites.list();
    assert.equal(invitation.identity, 'carol');
    assert.equal(invitation.createdBy, ann.identity);
    assert.equal((await service.users(ann.identity).fetch()).joinedChannelsCount, 1);
    await hers.leave();
    assert.deepEqual(await service.channels(found.sid).members.list(), []);
    await ann.leave();
  });
});
