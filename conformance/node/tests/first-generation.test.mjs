import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chorusForAllTests } from '../harness/cast.mjs';
import { FirstSocket } from '../harness/first-socket.mjs';
import { becomes } from '../harness/deadline.mjs';

const publicList = user => user.context.channelsUrl;
const ids = events => events.map(({ event_id: id }) => id);
const dense = (from, count) => Array.from({ length: count }, (_, n) => from + n);

/** What the first generation's client cannot bear to be otherwise, seen on the wire. */
describe('The first generation', { concurrency: 4 }, () => {
  const chorus = chorusForAllTests();
  const begin = async () => (await FirstSocket.connect(chorus.url)).begin();
  const createJoined = async user => {
    const { channelSid, channelUrl } = await user.command('createChannel', { type: 'public' });
    await user.command('joinChannel', { channelSid });
    const { data } = await user.get(channelUrl);
    return { channelSid, channelUrl, ...data };
  };
  const send = (user, channelSid, text) => user.command('sendMessage', { channelSid, text, attributes: '{}' });

  test('makes a session over plain HTTP for any origin, with absolute links and no event yet', async () => {
    const user = await FirstSocket.connect(chorus.url);

    const made = await user.plain('POST', '/v2/Streams', {
      purpose: 'com.twilio.rtd.ipmsg',
      context: { version: 'v2' },
    });

    assert.equal(made.status, 201);
    assert.equal(made.headers.get('access-control-allow-origin'), '*');
    assert.equal(made.body.revision, 0);
    assert.equal(made.body.type, 'stream');
    Object.values(made.body.links).forEach(link => assert.ok(link.startsWith(chorus.url)));
    const preflight = await fetch(made.body.links.events, {
      method: 'OPTIONS',
      headers: {
        Origin: 'http://app.example',
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': 'content-type,x-twilio-token,if-match',
      },
    });
    assert.ok(preflight.ok);
    assert.match(preflight.headers.get('access-control-allow-methods'), /PUT/);
    user.close();
  });

  // FIRST-4
  test('holds the first answer back until the socket is up', async () => {
    const user = new FirstSocket(chorus.url, `user-${Math.random()}`);
    let confirmingThen;
    const made = user
      .plain('POST', '/v2/Streams', { purpose: 'com.twilio.rtd.ipmsg', context: {} })
      .then(() => (confirmingThen = user.confirming));

    await user.open();
    await made;

    // The confirmation and the answer come over two connections, and whichever is read first is no matter of the server.
    assert.equal(confirmingThen, true);
    user.close();
  });

  test('has the context complete, in an order that clients depend on, and in one event', async () => {
    const user = await begin();

    const keys = Object.keys(user.context);
    assert.deepEqual(keys, [
      ...['type', 'version', 'endpointPlatform', 'token', 'identity', 'userInfo'],
      ...['mapsUrl', 'channelsUrl', 'myChannelsUrl', 'reachabilityEnabled', 'consumptionReportInterval'],
    ]);
    const { results } = await user.get(`${user.session.events}?from=0&limit=100`);
    assert.equal(results[0].type, 'context_update');
    assert.equal(results[0].event_id, 1);
    assert.deepEqual(Object.keys(results[0].data), keys);
    const renewed = await user.request('PUT', user.session.context, { data: { ...user.context, identity: 'mallory' } });
    assert.ok([200, 204].includes(renewed.status));
    assert.equal((await user.get(user.session.context)).data.identity, user.identity);
    user.close();
  });

  test('keeps contexts and sessions from others', async () => {
    const owner = await begin();
    const other = await begin();

    assert.notEqual((await other.request('GET', owner.session.context)).status, 200);
    const command = { data: { request: { action: 'createChannel', type: 'public' }, commandId: 'c' } };
    assert.notEqual((await other.request('POST', owner.session.entities, command)).status, 201);
    owner.close();
    other.close();
  });

  // FIRST-7
  test('answers the creation of a channel before it appears in lists', async () => {
    const user = await begin();
    await user.get(`${publicList(user)}?subscribe=true`);

    const { channelSid } = await user.command('createChannel', { type: 'public', friendlyName: 'x' });
    await becomes('the list', () => user.events(publicList(user)).some(({ entity_id: id }) => id === channelSid));

    const places = user.received.map(({ event }) => event);
    const answer = places.findIndex(event => event?.data?.response?.channelSid === channelSid);
    const entry = places.findIndex(event => event?.entity_id === channelSid);
    assert.ok(answer >= 0 && answer < entry);
    user.close();
  });

  // FIRST-7
  test('tells what any other command changed before it answers', async () => {
    const user = await begin();
    await user.get(`${user.context.myChannelsUrl}?subscribe=true`);
    const { channelSid } = await user.command('createChannel', { type: 'private' });
    const told = () => user.events(user.context.myChannelsUrl);
    await becomes('the entry', () => told().length === 1);

    await user.command('joinChannel', { channelSid });
    const afterJoin = told().map(({ data }) => data?.status);
    await user.command('leaveChannel', { channelSid });
    const afterLeave = told().map(({ type }) => type);

    assert.deepEqual(afterJoin, ['notParticipating', 'joined']);
    assert.deepEqual(afterLeave, ['entity_create', 'entity_update', 'entity_delete']);
    user.close();
  });

  test('does not show who leaves the own departure from the roster', async () => {
    const [leaver, witness] = [await begin(), await begin()];
    const channel = await createJoined(leaver);
    await witness.command('joinChannel', { channelSid: channel.channelSid });
    for (const user of [leaver, witness]) {
      await user.get(`${channel.rosterUrl}?subscribe=true`);
    }

    await leaver.command('leaveChannel', { channelSid: channel.channelSid });

    await becomes('the witness', () => witness.events(channel.rosterUrl).some(({ type }) => type === 'entity_delete'));
    assert.deepEqual(leaver.events(channel.rosterUrl), []);
    leaver.close();
    witness.close();
  });

  // FIRST-2
  test('tells, behind the answer to a subscription, what comes after it, without hole or repeat', async () => {
    const [writer, reader] = [await begin(), await begin()];
    const channel = await createJoined(writer);
    await reader.command('joinChannel', { channelSid: channel.channelSid });

    const writing = Promise.all(dense(0, 60).map(n => send(writer, channel.channelSid, `m${n}`)));
    await becomes('some messages', async () => true);
    const { body, place } = await reader.request('GET', `${channel.messagesUrl}?subscribe=true`);
    const { revision } = body;
    await writing;
    const count = 60 - revision;
    await becomes('the rest', () => reader.events(channel.messagesUrl).length >= count);

    assert.equal(typeof revision, 'number');
    const pushedBefore = reader.received.slice(0, place).filter(({ collection }) => collection === channel.messagesUrl);
    assert.deepEqual(pushedBefore, []);
    assert.deepEqual(ids(reader.events(channel.messagesUrl)), dense(revision + 1, count));
    reader.close();
    writer.close();
  });

  // FIRST-5
  test('tells everything that was missed at once, numbered without a hole, superseded events as noops', async () => {
    const [writer, reader] = [await begin(), await begin()];
    const channel = await createJoined(writer);
    await reader.command('joinChannel', { channelSid: channel.channelSid });
    for (let n = 0; n < 130; n++) {
      await send(writer, channel.channelSid, `m${n}`);
    }
    await writer.command('editMessage', { channelSid: channel.channelSid, messageIdx: '3', text: 'edited' });
    await writer.command('deleteMessage', { channelSid: channel.channelSid, messageIdx: '5' });

    const { results } = await reader.get(`${channel.messagesUrl}/Events?from=0&limit=100`);

    assert.deepEqual(ids(results), dense(1, 132));
    assert.equal(results[3].type, 'entity_create');
    assert.equal(results[3].data.text, 'edited');
    assert.deepEqual([results[5].type, results[130].type, results[131].type], ['noop', 'noop', 'noop']);
    assert.equal(typeof results[0].event_id, 'number');
    reader.close();
    writer.close();
  });

  // FIRST-6
  test('answers what a client asks again after it lost access, or after the channel is gone', async () => {
    const [owner, member, outsider] = [await begin(), await begin(), await begin()];
    const { channelSid, channelUrl } = await owner.command('createChannel', { type: 'private' });
    await owner.command('joinChannel', { channelSid });
    await owner.command('addMember', { channelSid, username: member.identity });
    const { messagesUrl, rosterUrl } = (await member.get(channelUrl)).data;
    await owner.command('removeMember', { channelSid, username: member.identity });

    for (const url of [messagesUrl, rosterUrl]) {
      assert.deepEqual((await member.request('GET', `${url}/Events?from=1&limit=100`)).body, { results: [] });
      assert.equal((await member.request('GET', `${url}?subscribe=true`)).status, 200);
      assert.deepEqual((await member.request('GET', `${url}/Entities?limit=50`)).body, { results: [] });
      assert.ok((await outsider.request('GET', `${url}?subscribe=true`)).status >= 403);
    }
    assert.equal((await member.request('GET', channelUrl)).status, 200);
    await owner.command('destroyChannel', { channelSid });
    assert.equal((await owner.request('GET', channelUrl)).status, 200);
    assert.equal((await owner.request('GET', `${messagesUrl}/Events?from=0`)).status, 200);
    [owner, member, outsider].forEach(user => user.close());
  });

  // FIRST-1
  test('keeps the URLs of an object as the client knows them', async () => {
    const user = await begin();
    const channel = await createJoined(user);
    const host = 'chat.example.com:8443';

    const descriptor = await user.get(`${channel.messagesUrl}?subscribe=true`, host);
    const known = descriptor.links.collection;
    await send(user, channel.channelSid, 'hi');

    assert.equal(known, channel.messagesUrl.replace(new URL(chorus.url).host, host));
    await becomes('a push under that URL', () => user.events(known).length === 1);
    assert.ok(descriptor.subscriptionId.startsWith(`http://${host}/`));
    assert.equal((await user.request('DELETE', descriptor.subscriptionId)).status, 204);
    user.close();
  });

  // FIRST-3
  test('tells a socket of what its user asked for over plain HTTP', async () => {
    const user = await begin();
    const channel = await createJoined(user);

    await user.plain('GET', `${channel.messagesUrl}?subscribe=true`);
    await send(user, channel.channelSid, 'hi');

    await becomes('the message', () => user.events(channel.messagesUrl).length > 0);
    assert.deepEqual(ids(user.events(channel.messagesUrl)), [1]);
    user.close();
  });

  test('tells each of a user’s sockets everything once', async () => {
    const first = await begin();
    const second = await (await FirstSocket.connect(chorus.url, first.identity)).begin();
    const channel = await createJoined(first);
    for (const socket of [first, second]) {
      await socket.get(`${channel.messagesUrl}?subscribe=true`);
    }

    for (let n = 0; n < 5; n++) {
      await send(first, channel.channelSid, `m${n}`);
    }

    for (const socket of [first, second]) {
      await becomes('five messages', () => socket.events(channel.messagesUrl).length >= 5);
      assert.deepEqual(ids(socket.events(channel.messagesUrl)), dense(1, 5));
      socket.close();
    }
  });

  test('pages maps from the last key on, it included, and has no error for a key that is not there', async () => {
    const user = await begin();
    const channel = await createJoined(user);
    for (let n = 0; n < 4; n++) {
      await user.command('addMember', { channelSid: channel.channelSid, username: `${user.identity}-${n}` });
    }

    const entities = `${channel.rosterUrl}/Entities`;
    const { results: head } = await user.get(`${entities}?limit=2&direction=forward`);
    const { results: next } = await user.get(`${entities}?from=${head[1].entity_id}&limit=3&direction=forward`);

    assert.equal(next[0].entity_id, head[1].entity_id);
    assert.equal(next.length, 3);
    const missing = await user.request('GET', `${entities}?id=MB00000000000000000000000000000000`);
    assert.deepEqual([missing.status, missing.body], [200, { results: [] }]);
    user.close();
  });

  test('reads messages in ascending order from either end', async () => {
    const user = await begin();
    const channel = await createJoined(user);
    for (let n = 0; n < 6; n++) {
      await send(user, channel.channelSid, `m${n}`);
    }
    const read = async query =>
      (await user.get(`${channel.messagesUrl}/Entities?order=asc&${query}`)).results.map(({ entity_id: id }) => id);

    assert.deepEqual(await read('direction=backwards&limit=3'), [3, 4, 5]);
    assert.deepEqual(await read('direction=backwards&from=2&limit=2'), [1, 2]);
    assert.deepEqual(await read('direction=forward&from=4&limit=9'), [4, 5]);
    user.close();
  });

  test('takes every typing, report and push registration', async () => {
    const user = await begin();

    for (const body of ['ChannelSid=CH00000000000000000000000000000000', 'nonsense']) {
      const typed = await fetch(`${chorus.url}/v1/typing`, {
        method: 'POST',
        headers: { 'X-Twilio-Token': user.token, 'Content-Type': 'application/x-www-form-urlencoded' },
        body,
      });
      assert.equal(typed.status, 200);
      assert.equal(typeof (await typed.json()).typing_timeout, 'number');
    }
    const report = await user.command('consumptionReport', { report: [{ channelSid: 'x', messageIdx: 1 }] });
    assert.equal(report.status, 200);
    const registered = await user.request('POST', '/v1/registrations?productId=ip_messaging', {});
    assert.equal(registered.status, 201);
    assert.ok(registered.body.id);
    user.close();
  });
});
