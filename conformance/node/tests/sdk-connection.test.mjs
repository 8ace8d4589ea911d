import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import {
  AccessManager,
  ClientErrorCode,
  ConnectionState,
  MessagingClient,
  SyncClient,
} from '../../../client-js/dist/index.js';
import { chorusForAllTests } from '../harness/cast.mjs';
import { chatIdentity } from '../harness/chat.mjs';
import { becomes } from '../harness/deadline.mjs';
import { KEYS } from '../harness/keys.mjs';
import { Proxy } from '../harness/proxy.mjs';
import { mintToken } from '../harness/tokens.mjs';

const WebSocket = createRequire(import.meta.url)('ws');

/** What the scenarios cannot say, for it has no like in the published clients. */
describe('A client of @chorus/client', { concurrency: 4 }, () => {
  const chorus = chorusForAllTests();
  const options = more => ({ url: chorus.url, WebSocket, logLevel: 'silent', ...more });
  const token = (identity, how = {}) => {
    const product = { service_sid: KEYS.serviceSid };
    return mintToken({ identity, grants: { identity, data_sync: product, chat: product }, ...how });
  };
  const reaches = (client, state) => becomes(`the state ${state}`, () => client.connectionState === state);
  const wrong = identity => token(identity, { secret: 'x'.repeat(40) });

  test('is made at once and holds its calls until it has a connection', async () => {
    const proxy = await Proxy.to(Number(new URL(chorus.url).port));
    proxy.cut();
    const identity = chatIdentity();
    const client = new MessagingClient(token(identity), options({ url: proxy.url }));

    assert.equal(client.connectionState, ConnectionState.CONNECTING);
    assert.equal(client.identity, identity);
    const creating = client.createChannel({ friendlyName: 'Soon' });
    proxy.restore();

    assert.equal((await creating).friendlyName, 'Soon');
    assert.equal(await client.initialize(), client);
    await client.shutdown();
    assert.equal(client.connectionState, ConnectionState.DISCONNECTED);
    await proxy.close();
  });

  test('with a refused token is denied, fails its calls, and goes on with a good one', async () => {
    const identity = chatIdentity();
    const client = new SyncClient(wrong(identity), options());
    const states = [];
    client.on('connectionStateChanged', state => states.push(state));

    await assert.rejects(client.document('any'), { status: 401, code: 20107, retryable: false });
    assert.equal(client.connectionState, ConnectionState.DENIED);
    await client.updateToken(token(identity));

    const document = await client.document();
    assert.deepEqual(await document.set({ a: 1 }), { a: 1 });
    assert.deepEqual(states, ['denied', 'connecting', 'connected']);
    await client.shutdown();
  });

  test('keeps its connection when a new token is refused', async () => {
    const identity = chatIdentity();
    const client = new SyncClient(token(identity), options());
    await reaches(client, 'connected');

    await assert.rejects(client.updateToken(wrong(identity)), { status: 401, code: 20107 });

    assert.equal(client.connectionState, ConnectionState.CONNECTED);
    await client.document();
    await client.shutdown();
  });

  test('is told of its token before it ends, and holds calls when it has ended', async () => {
    const identity = chatIdentity();
    const client = new SyncClient(token(identity, { lifetimeSeconds: 3 }), options());
    let isTold = false;
    client.on('tokenAboutToExpire', () => (isTold = true));
    const list = await client.list();
    await becomes('told', () => isTold);

    await reaches(client, 'denied');
    const pushing = list.push({ text: 'held' });
    await client.updateToken(token(identity));

    assert.equal((await pushing).index, 0);
    await client.shutdown();
  });

  test('shares an access manager, and goes on without a break when its token is replaced in time', async () => {
    const identity = chatIdentity();
    const manager = new AccessManager(token(identity, { lifetimeSeconds: 5 }));
    const messaging = new MessagingClient(manager, options());
    const sync = new SyncClient(manager, options());
    const states = [];
    let expirations = 0;
    await messaging.initialize();
    await reaches(sync, 'connected');
    for (const client of [messaging, sync]) {
      client.on('connectionStateChanged', state => states.push(state));
    }
    messaging.on('tokenExpired', () => {
      expirations++;
      void manager.updateToken(token(identity));
    });

    await becomes('the token was replaced', () => manager.expires.getTime() > Date.now() + 60_000);
    const document = await sync.document();
    await document.set({ still: 'here' });

    assert.equal(expirations, 1);
    assert.deepEqual(states, []);
    await Promise.all([messaging.shutdown(), sync.shutdown()]);
    manager.close();
  });

  test('refuses further calls when its outbox is full, and all of them when it was shut down', async () => {
    const proxy = await Proxy.to(Number(new URL(chorus.url).port));
    const client = new SyncClient(token(chatIdentity()), options({ url: proxy.url, outboxLimit: 2 }));
    const list = await client.list();
    proxy.cut();
    await reaches(client, 'connecting');
    const waiting = [list.push({ n: 0 }), list.get(0)].map(call => call.catch(error => error.code));

    await assert.rejects(list.getItems(), { code: ClientErrorCode.OUTBOX_FULL });
    await client.shutdown();

    assert.deepEqual(await Promise.all(waiting), [ClientErrorCode.SHUT_DOWN, ClientErrorCode.SHUT_DOWN]);
    await assert.rejects(client.document(), { code: ClientErrorCode.SHUT_DOWN });
    await proxy.close();
  });

  test('opens an object only if it exists, or only if it does not, where it is asked to', async () => {
    const client = new SyncClient(token(chatIdentity()), options());
    const id = `name-${chatIdentity()}`;

    await assert.rejects(client.map({ id, mode: 'open_existing' }), { status: 404, remedy: /create/ });
    const made = await client.map({ id, mode: 'create_new' });
    await assert.rejects(client.map({ id, mode: 'create_new' }), { status: 409, code: 54301 });

    assert.equal(await client.map(id), made);
    assert.equal(await client.map(made.sid), made);
    made.close();
    await assert.rejects(made.set('k', {}), { code: ClientErrorCode.OBJECT_GONE });
    await client.shutdown();
  });

  test('knows public channels that others make, and loses them when they are deleted', async () => {
    const [alice, bob] = [chatIdentity(), chatIdentity()].map(
      identity => new MessagingClient(token(identity), options()),
    );
    await bob.initialize();
    const heard = [];
    for (const event of ['channelAdded', 'channelUpdated', 'channelRemoved']) {
      bob.on(event, channel => heard.push([event, channel.sid]));
    }

    const channel = await alice.createChannel({ friendlyName: 'Town hall' });
    const of = () => heard.filter(([, sid]) => sid === channel.sid).map(([event]) => event);
    await becomes('bob knows it', () => bob.channels.has(channel.sid));
    await channel.updateFriendlyName('Market');
    await becomes('bob knows its name', () => bob.channels.get(channel.sid).friendlyName === 'Market');
    await channel.delete();
    await becomes('bob has lost it', () => !bob.channels.has(channel.sid));

    assert.deepEqual(of(), ['channelAdded', 'channelUpdated', 'channelRemoved']);
    await Promise.all([alice.shutdown(), bob.shutdown()]);
  });

  test('tells of a user that was asked for: name, attributes, presence', async () => {
    const [alice, bob] = [chatIdentity(), chatIdentity()].map(
      identity => new MessagingClient(token(identity), options()),
    );
    await Promise.all([alice.initialize(), bob.initialize()]);
    const user = await alice.getUserInfo(bob.identity);
    const changes = [];
    alice.on('userInfoUpdated', (changed, fields) => changed === user && changes.push(...fields));

    await becomes('bob is online', () => user.online === true);
    await bob.userInfo.updateFriendlyName('Bob');
    await bob.userInfo.updateAttributes({ lang: 'de' });
    await becomes('the attributes', () => user.attributes.lang === 'de');
    await bob.shutdown();
    await becomes('bob is away', () => user.online === false);

    assert.equal(user.friendlyName, 'Bob');
    assert.deepEqual(
      changes.filter(field => field !== 'online'),
      ['friendlyName', 'attributes'],
    );
    await alice.shutdown();
  });
});
