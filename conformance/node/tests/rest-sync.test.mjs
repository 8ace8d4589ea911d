import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { chorusForAllTests } from '../harness/cast.mjs';
import { becomes } from '../harness/deadline.mjs';
import { KEYS } from '../harness/keys.mjs';
import { Participant } from '../harness/participant.mjs';
import { helperToken, refusal, restClient } from '../harness/rest.mjs';
import { connectClient, connectionState, createClient, NEW, newIdentity, OLD } from '../harness/sdk.mjs';
import { mintToken } from '../harness/tokens.mjs';

const MANY = 125;
const MISSING = { status: 404, code: 20404 };
const NO_SID = '0'.repeat(32);

/** The helper library of back ends against the Sync REST API, and live clients that hear of what it does. */
describe('A back end with Sync', { concurrency: 6 }, () => {
  const chorus = chorusForAllTests();
  let rest;
  let service;
  before(() => {
    rest = restClient(chorus.url);
    service = rest.sync.v1.services(KEYS.serviceSid);
  });

  const name = what => `${what} ü/☂ ${randomUUID()}`;
  const pathName = what => `${what} ü ☂ ${randomUUID()}`;

  describe('with documents', () => {
    test('makes one with every field', async () => {
      const uniqueName = name('document');
      const made = await service.documents.create({ uniqueName, data: { a: [1, 'ü☂'], b: { c: null } }, ttl: 3600 });

      assert.match(made.sid, /^ET[0-9a-f]{32}$/);
      assert.equal(made.accountSid, KEYS.accountSid);
      assert.equal(made.serviceSid, KEYS.serviceSid);
      assert.equal(made.uniqueName, uniqueName);
      assert.deepEqual(made.data, { a: [1, 'ü☂'], b: { c: null } });
      assert.equal(typeof made.revision, 'string');
      assert.equal(made.createdBy, 'system');
      assert.equal(made.dateCreated.getMilliseconds(), 0);
      const lives = made.dateExpires.getTime() - made.dateCreated.getTime();
      assert.ok(Math.abs(lives - 3_600_000) <= 1_000, `it lives for ${lives} ms`);
      assert.equal(made.url, `${chorus.url}/sync/v1/Services/${KEYS.serviceSid}/Documents/${made.sid}`);
      assert.equal(made.links.permissions, `${made.url}/Permissions`);
    });

    test('makes one of nothing', async () => {
      const made = await service.documents.create();

      assert.deepEqual(made.data, {});
      assert.equal(made.uniqueName, null);
      assert.equal(made.dateExpires, null);
    });

    test('finds, changes and removes it by its unique name', async () => {
      const uniqueName = pathName('document');
      const made = await service.documents.create({ uniqueName, data: { n: 1 } });

      assert.equal((await service.documents(uniqueName).fetch()).sid, made.sid);
      const updated = await service.documents(uniqueName).update({ data: { n: 2 } });
      assert.deepEqual(updated.data, { n: 2 });
      assert.notEqual(updated.revision, made.revision);
      assert.equal(await service.documents(uniqueName).remove(), true);
      assert.deepEqual(await refusal(service.documents(made.sid).fetch()), MISSING);
      assert.notEqual((await service.documents.create({ uniqueName })).sid, made.sid);
    });

    test('changes when it ends, and nothing else', async () => {
      const made = await service.documents.create({ data: { n: 1 } });

      const mortal = await service.documents(made.sid).update({ ttl: 1000 });
      assert.ok(mortal.dateExpires);
      assert.equal(mortal.revision, made.revision);
      assert.deepEqual(mortal.data, { n: 1 });
      assert.equal((await service.documents(made.sid).update({ ttl: 0 })).dateExpires, null);
    });

    test('lets one of many that know the same revision write', async () => {
      const made = await service.documents.create({ data: { n: 0 } });

      const writes = await Promise.allSettled(
        [...Array(8).keys()].map(n =>
          service.documents(made.sid).update({ ifMatch: made.revision, data: { n: n + 1 } }),
        ),
      );

      const won = writes.filter(({ status }) => status === 'fulfilled');
      assert.equal(won.length, 1);
      for (const { reason } of writes.filter(({ status }) => status === 'rejected')) {
        assert.deepEqual({ status: reason.status, code: reason.code }, { status: 412, code: 54103 });
      }
      assert.deepEqual((await service.documents(made.sid).fetch()).data, won[0].value.data);
      for (const ifMatch of [`"${won[0].value.revision}"`, `W/"${won[0].value.revision}"`]) {
        assert.equal((await refusal(service.documents(made.sid).update({ ifMatch: 'ffff', data: {} }))).status, 412);
        assert.equal((await service.documents(made.sid).update({ ifMatch, ttl: 50 })).sid, made.sid);
      }
    });

    test('answers the revision as a tag', async () => {
      const made = await service.documents.create();
      const response = await fetch(made.url, { headers: { authorization: basic() } });

      assert.equal(response.headers.get('etag'), `"${made.revision}"`);
      assert.match(response.headers.get('content-type'), /^application\/json; ?charset=utf-8$/);
    });

    test('is told what is wrong', async () => {
      const uniqueName = name('taken');
      await service.documents.create({ uniqueName });

      assert.deepEqual(await refusal(service.documents.create({ uniqueName })), { status: 409, code: 54301 });
      assert.deepEqual(await refusal(service.documents.create({ uniqueName: `ET${NO_SID}` })), {
        status: 400,
        code: 54302,
      });
      for (const data of ['{"a":', '[1]', '"text"', '3', '']) {
        assert.deepEqual(await refusal(service.documents.create({ data })), { status: 400, code: 54008 });
      }
      assert.deepEqual(await refusal(service.documents.create({ data: { long: 'x'.repeat(17_000) } })), {
        status: 413,
        code: 54006,
      });
      assert.deepEqual(await refusal(service.documents.create({ ttl: -1 })), { status: 400, code: 54011 });
      const made = await service.documents.create();
      assert.deepEqual(await refusal(service.documents(made.sid).update({})), { status: 400, code: 54010 });
      assert.deepEqual(await refusal(service.documents(made.sid).update({ ifMatch: 'no revision', data: {} })), {
        status: 400,
        code: 54003,
      });
      for (const none of [service.documents(`ET${NO_SID}`), service.documents('nothing'), service.syncLists('x')]) {
        assert.deepEqual(await refusal(none.fetch()), MISSING);
        assert.deepEqual(await refusal(none.update({ ttl: 1 })), MISSING);
        assert.deepEqual(await refusal(none.remove()), MISSING);
      }
    });
  });

  test('pages through more than a hundred of everything, each once, and removes the service with it', async () => {
    const own = await rest.sync.v1.services.create({ friendlyName: 'pages' });
    const there = rest.sync.v1.services(own.sid);
    const lists = [there.documents, there.syncLists, there.syncMaps, there.syncStreams];
    const sids = await Promise.all(
      lists.map(async list => {
        const made = [];
        for (let i = 0; i < MANY; i++) {
          made.push((await list.create({ uniqueName: `name-${i}` })).sid);
        }
        return made;
      }),
    );

    for (const [place, list] of lists.entries()) {
      for (const pageSize of [7, 50, 500]) {
        const found = await list.list({ pageSize });
        assert.equal(found.length, MANY);
        assert.deepEqual(new Set(found.map(({ sid }) => sid)), new Set(sids[place]));
      }
      assert.equal((await list.list({ limit: 60 })).length, 60);
      const first = await list.page({ pageSize: 50 });
      const back = await (await first.nextPage()).previousPage();
      assert.deepEqual(
        back.instances.map(({ sid }) => sid),
        first.instances.map(({ sid }) => sid),
      );
    }
    await there.remove();
    assert.deepEqual(await refusal(there.fetch()), MISSING);
    assert.deepEqual(await refusal(there.documents(sids[0][0]).fetch()), MISSING);
  });

  describe('with lists and maps', () => {
    for (const [kind, prefix] of [
      ['syncLists', 'ES'],
      ['syncMaps', 'MP'],
    ]) {
      test(`makes, finds, changes and removes one of ${kind}`, async () => {
        const uniqueName = pathName(kind);
        const made = await service[kind].create({ uniqueName, ttl: 5, collectionTtl: 3600 });

        assert.match(made.sid, new RegExp(`^${prefix}[0-9a-f]{32}$`));
        assert.equal(made.createdBy, 'system');
        assert.equal(typeof made.revision, 'string');
        assert.ok(made.dateExpires.getTime() - made.dateCreated.getTime() > 3_000_000);
        assert.deepEqual(Object.keys(made.links).sort(), ['items', 'permissions']);
        assert.equal((await service[kind](uniqueName).fetch()).sid, made.sid);
        assert.equal((await service[kind](uniqueName).update({ collectionTtl: 0 })).dateExpires, null);
        await service[kind](uniqueName).remove();
        assert.deepEqual(await refusal(service[kind](uniqueName).fetch()), MISSING);
      });
    }

    test('adds, reads, changes and removes items of a list', async () => {
      const made = await service.syncLists.create();
      const list = service.syncLists(made.sid);

      const first = await list.syncListItems.create({ data: { n: 'ü' } });
      const second = await list.syncListItems.create({ data: { n: 2 }, itemTtl: 3600, ttl: 1 });
      assert.equal(first.index, 0);
      assert.equal(second.index, 1);
      assert.deepEqual(first.data, { n: 'ü' });
      assert.equal(first.listSid, made.sid);
      assert.equal(first.createdBy, 'system');
      assert.equal(first.dateExpires, null);
      assert.ok(second.dateExpires.getTime() - Date.now() > 3_000_000);
      const updated = await list.syncListItems(0).update({ data: { n: 3 }, ifMatch: first.revision });
      assert.deepEqual(updated.data, { n: 3 });
      assert.deepEqual(await refusal(list.syncListItems(0).update({ data: {}, ifMatch: first.revision })), {
        status: 412,
        code: 54155,
      });
      assert.deepEqual(await refusal(list.syncListItems(0).remove({ ifMatch: first.revision })), {
        status: 412,
        code: 54155,
      });
      assert.equal(await list.syncListItems(0).remove({ ifMatch: updated.revision }), true);
      assert.deepEqual(await refusal(list.syncListItems(0).fetch()), MISSING);
      assert.equal((await list.syncListItems.create({ data: {}, collectionTtl: 60 })).index, 2);
      assert.ok((await list.fetch()).dateExpires);
      assert.deepEqual(await refusal(list.syncListItems(1).update({})), { status: 400, code: 54010 });
      assert.deepEqual(await refusal(post(`${made.url}/Items`, {})), { status: 400, code: 54156 });
    });

    test('adds, reads, changes and removes items of a map', async () => {
      const made = await service.syncMaps.create();
      const map = service.syncMaps(made.sid);
      const key = 'clé ü ☂';

      const first = await map.syncMapItems.create({ key, data: { n: 1 } });
      assert.equal(first.key, key);
      assert.equal(first.mapSid, made.sid);
      assert.deepEqual((await map.syncMapItems(key).fetch()).data, { n: 1 });
      assert.deepEqual(await refusal(map.syncMapItems.create({ key, data: {} })), { status: 409, code: 54208 });
      const updated = await map.syncMapItems(key).update({ data: { n: 2 }, ifMatch: first.revision });
      assert.deepEqual(await refusal(map.syncMapItems(key).update({ data: {}, ifMatch: first.revision })), {
        status: 412,
        code: 54205,
      });
      assert.equal((await map.syncMapItems(key).update({ ttl: 50 })).revision, updated.revision);
      await map.syncMapItems(key).remove();
      assert.deepEqual(await refusal(map.syncMapItems(key).fetch()), MISSING);
      assert.deepEqual(await refusal(map.syncMapItems.create({ key: 'k'.repeat(321), data: {} })), {
        status: 400,
        code: 54209,
      });
      assert.deepEqual(await refusal(post(`${made.url}/Items`, { Key: 'a' })), { status: 400, code: 54206 });
    });

    test('reads items in both orders, from any place, with and without it', async () => {
      const list = service.syncLists((await service.syncLists.create()).sid);
      const map = service.syncMaps((await service.syncMaps.create()).sid);
      const keys = [...Array(MANY).keys()].map(n => `key ${String(n).padStart(3, '0')}`);
      for (const key of keys) {
        await list.syncListItems.create({ data: { key } });
        await map.syncMapItems.create({ key, data: {} });
      }
      const ofList = async options => (await list.syncListItems.list(options)).map(({ index }) => index);
      const ofMap = async options => (await map.syncMapItems.list(options)).map(({ key }) => key);
      const indexes = [...keys.keys()];

      for (const pageSize of [9, 100, 1000]) {
        assert.deepEqual(await ofList({ pageSize }), indexes);
        assert.deepEqual(await ofList({ pageSize, order: 'desc' }), indexes.toReversed());
        assert.deepEqual(await ofMap({ pageSize }), keys);
        assert.deepEqual(await ofMap({ pageSize, order: 'desc' }), keys.toReversed());
      }
      assert.deepEqual(await ofList({ from: '120' }), indexes.slice(120));
      assert.deepEqual(await ofList({ from: '120', bounds: 'exclusive' }), indexes.slice(121));
      assert.deepEqual(await ofList({ from: '2', order: 'desc' }), [2, 1, 0]);
      assert.deepEqual(await ofList({ from: '30', pageSize: 7 }), indexes.slice(30));
      assert.deepEqual(await ofMap({ from: 'key 122', bounds: 'inclusive' }), keys.slice(122));
      assert.deepEqual(await ofMap({ from: 'key 002', order: 'desc', bounds: 'exclusive' }), ['key 001', 'key 000']);
      assert.deepEqual(await refusal(list.syncListItems.list({ order: 'up' })), { status: 400, code: 54451 });
      assert.deepEqual(await refusal(list.syncListItems.list({ bounds: 'none' })), { status: 400, code: 54452 });
      const found = await fetch(`${(await list.fetch()).url}/Items?PageToken=%3C`, {
        headers: { authorization: basic() },
      });
      assert.equal(found.status, 400);
    });
  });

  test('publishes to streams', async () => {
    const client = await connectClient(NEW, chorus.url);
    const uniqueName = pathName('stream');
    const made = await service.syncStreams.create({ uniqueName, ttl: 3600 });
    assert.match(made.sid, /^TO[0-9a-f]{32}$/);
    assert.ok(made.dateExpires);
    const stream = await client.stream({ id: made.sid, mode: 'open_existing' });
    await new Participant(NEW, client, 'stream', stream).subscribed();
    const heard = [];
    stream.on('messagePublished', ({ message }) => heard.push(message));

    const published = await service.syncStreams(uniqueName).streamMessages.create({ data: { n: 'ü' } });

    assert.match(published.sid, /^TZ[0-9a-f]{32}$/);
    assert.deepEqual(published.data, { n: 'ü' });
    await becomes('the message', () => heard.length === 1);
    assert.equal(heard[0].sid, published.sid);
    assert.deepEqual(
      await refusal(service.syncStreams(made.sid).streamMessages.create({ data: { long: 'x'.repeat(5_000) } })),
      { status: 413, code: 54006 },
    );
    assert.equal((await service.syncStreams(made.sid).update({ ttl: 0 })).dateExpires, null);
    await service.syncStreams(made.sid).remove();
    assert.deepEqual(await refusal(service.syncStreams(made.sid).streamMessages.create({ data: {} })), MISSING);
    await client.shutdown();
  });

  test('is heard by live clients, and reads what they do', async () => {
    const identity = newIdentity();
    const client = await connectClient(NEW, chorus.url, { token: mintToken({ identity }) });
    const made = await service.documents.create({ data: { n: 1 } });
    const document = await client.document({ id: made.sid, mode: 'open_existing' });
    const following = [new Participant(NEW, client, 'document', document)];
    const heard = [];
    document.on('updated', ({ data, isLocal }) => heard.push({ data, isLocal }));
    document.on('removed', () => heard.push('removed'));
    const hers = await client.map({ id: name('map'), mode: 'create_new' });
    following.push(new Participant(NEW, client, 'map', hers));
    await hers.set('a', { n: 1 });
    const items = [];
    hers.on('itemAdded', ({ item }) => items.push(item.key));
    await Promise.all(following.map(each => each.subscribed()));

    await service.documents(made.sid).update({ data: { n: 2 } });
    await service.syncMaps(hers.sid).syncMapItems.create({ key: 'b', data: { n: 2 } });
    await becomes('the item', () => items.includes('b'));
    const found = await service.syncMaps(hers.sid).syncMapItems('a').fetch();
    assert.deepEqual(found.data, { n: 1 });
    assert.equal(found.createdBy, identity);
    await service.documents(made.sid).remove();

    await becomes('the removal', () => heard.includes('removed'));
    assert.deepEqual(heard, [{ data: { n: 2 }, isLocal: false }, 'removed']);
    await client.shutdown();
  });

  test('gives, lists and takes permissions', async () => {
    for (const [kind, permissions, field] of [
      ['documents', 'documentPermissions', 'documentSid'],
      ['syncLists', 'syncListPermissions', 'listSid'],
      ['syncMaps', 'syncMapPermissions', 'mapSid'],
    ]) {
      const made = await service[kind].create();
      const of = service[kind](made.sid)[permissions];
      const identity = 'ann ü@example.org';

      const given = await of(identity).update({ read: true, write: false, manage: true });
      assert.equal(given.identity, identity);
      assert.equal(given[field], made.sid);
      assert.deepEqual([given.read, given.write, given.manage], [true, false, true]);
      assert.ok(given.url.startsWith(`${made.url}/Permissions/`));
      for (let n = 0; n < 60; n++) {
        await of(`identity-${n}`).update({ read: true, write: true, manage: false });
      }
      for (const pageSize of [7, 100]) {
        const listed = await of.list({ pageSize });
        assert.equal(new Set(listed.map(each => each.identity)).size, 61);
        assert.equal(listed.length, 61);
      }
      assert.equal(await of(identity).remove(), true);
      assert.deepEqual(await refusal(of(identity).fetch()), MISSING);
      assert.equal((await refusal(of('bob').update({ read: 'maybe', write: true, manage: true }))).status, 400);
    }
  });

  describe('with services', () => {
    test('makes, reads, changes, lists and removes one', async () => {
      const made = await rest.sync.v1.services.create({ friendlyName: 'Dienst ü', aclEnabled: true });
      assert.match(made.sid, /^IS[0-9a-f]{32}$/);
      assert.equal(made.friendlyName, 'Dienst ü');
      assert.equal(made.aclEnabled, true);
      assert.equal(made.webhookUrl, null);
      assert.equal(made.webhooksFromRestEnabled, false);
      assert.equal(made.reachabilityWebhooksEnabled, false);
      assert.equal(made.reachabilityDebouncingEnabled, false);
      assert.equal(made.reachabilityDebouncingWindow, 5000);
      assert.deepEqual(Object.keys(made.links).sort(), ['documents', 'lists', 'maps', 'streams']);

      const updated = await rest.sync.v1.services(made.sid).update({
        webhookUrl: 'https://example.org/hook',
        reachabilityDebouncingWindow: 1000,
      });
      assert.equal(updated.webhookUrl, 'https://example.org/hook');
      assert.equal(updated.reachabilityDebouncingWindow, 1000);
      assert.equal(updated.aclEnabled, true);
      assert.equal((await rest.sync.v1.services(made.sid).update({ webhookUrl: '' })).webhookUrl, null);
      assert.deepEqual(await refusal(rest.sync.v1.services(made.sid).update({ webhookUrl: 'nonsense' })), {
        status: 400,
        code: 54051,
      });
      assert.ok((await rest.sync.v1.services.list()).some(({ sid }) => sid === made.sid));
      // Chat and Sync have their services in common.
      assert.equal((await rest.chat.v2.services(made.sid).fetch()).friendlyName, 'Dienst ü');
      await rest.sync.v1.services(made.sid).remove();
      assert.deepEqual(await refusal(rest.sync.v1.services(made.sid).fetch()), MISSING);
      assert.deepEqual(await refusal(rest.chat.v2.services(made.sid).fetch()), MISSING);
    });

    test('finds both faces of one where the address does not say which is meant', async () => {
      const at = async host => {
        const response = await fetch(`${chorus.url}/v1/Services/${KEYS.serviceSid}`, {
          headers: { authorization: basic(), ...(host ? { 'x-original-host': host } : {}) },
        });
        return Object.keys((await response.json()).links).sort();
      };

      assert.deepEqual(await at(), ['channels', 'documents', 'lists', 'maps', 'roles', 'streams', 'users']);
      assert.deepEqual(await at('sync.twilio.com'), ['documents', 'lists', 'maps', 'streams']);
      assert.deepEqual(await at('chat.ashburn.us1.twilio.com'), ['channels', 'roles', 'users']);
    });
  });

  describe('with credentials', () => {
    test('is refused without good ones, and sees nothing of another account', async () => {
      for (const [user, password] of [
        [KEYS.apiKey, 'wrong'],
        [`SK${NO_SID}`, KEYS.apiSecret],
        [KEYS.accountSid, KEYS.apiSecret],
      ]) {
        const stranger = restClient(chorus.url, { user, password }).sync.v1.services(KEYS.serviceSid);
        const expected = { status: 401, code: 20003 };
        assert.deepEqual(await refusal(stranger.fetch()), expected);
        assert.deepEqual(await refusal(stranger.documents.create()), expected);
        assert.deepEqual(await refusal(stranger.documents(`ET${NO_SID}`).fetch()), expected);
      }
      const bare = await fetch(`${chorus.url}/sync/v1/Services`);
      assert.equal(bare.status, 401);
      assert.match(bare.headers.get('www-authenticate'), /^Basic realm=/);
      const owner = restClient(chorus.url, { user: KEYS.accountSid, password: KEYS.authToken });
      assert.equal((await owner.sync.v1.services(KEYS.serviceSid).fetch()).sid, KEYS.serviceSid);
    });

    test('mints tokens with the library that clients connect with', async () => {
      for (const [version, how] of [
        [NEW, {}],
        [NEW, { nbf: Math.floor(Date.now() / 1000) - 5 }],
        [OLD, {}],
      ]) {
        const client = await connectClient(version, chorus.url, { token: helperToken(newIdentity(), how) });
        await client.shutdown();
      }
    });

    for (const [what, make] of [
      ['of a wrong secret', () => helperToken('x', { secret: 'another-secret-that-is-long-enough-32' })],
      ['of another account', () => helperToken('x', { account: `AC${NO_SID}` })],
      ['of an unknown key', () => helperToken('x', { key: `SK${NO_SID}` })],
      ['without an identity', () => mintToken({ grants: { data_sync: { service_sid: KEYS.serviceSid } } })],
      ['that has expired', () => mintToken({ lifetimeSeconds: -60 })],
      ['that lives too long', () => mintToken({ lifetimeSeconds: 90_000 })],
      ['without a signature', () => mintToken({ algorithm: 'none' })],
      ['whose grants were changed', () => tampered(helperToken('x'))],
      ['of another content type', () => mintToken({ contentType: 'twilio-sat;v=1' })],
    ]) {
      test(`keeps out tokens ${what}`, async () => {
        const client = createClient(NEW, chorus.url, { token: make() });
        await connectionState(client, 'denied');
        await client.shutdown();
      });
    }
  });

  const basic = () => `Basic ${Buffer.from(`${KEYS.apiKey}:${KEYS.apiSecret}`).toString('base64')}`;

  /** A request that the library would not send. */
  async function post(url, form) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: basic() },
      body: new URLSearchParams(form),
    });
    if (!response.ok) {
      throw await response.json();
    }
    return response.json();
  }
});

/** The token with another identity in it, and the signature of the first. */
function tampered(token) {
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url'));
  claims.grants.identity = 'mallory';
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}
