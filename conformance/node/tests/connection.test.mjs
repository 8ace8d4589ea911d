import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chorusForAllTests } from '../harness/cast.mjs';
import { assertHistory, openForAll } from '../harness/participant.mjs';
import { Proxy } from '../harness/proxy.mjs';
import {
  announcedState,
  CLIENT_CLASSES,
  connectClient,
  connectionState,
  createClient,
  Exchange,
  NEW,
  newIdentity,
  OLD,
  VERSIONS,
} from '../harness/sdk.mjs';
import { mintToken } from '../harness/tokens.mjs';
import { write } from '../harness/writes.mjs';

/** 0.6.2 gives a silent server up after this long; the idle test waits for twice that. */
const OLD_WATCHDOG_MILLIS = 43_000;

// SOCK-INIT-2, SOCK-CTX-1, SOCK-ALIVE-1, SOCK-BYE-1, TOKEN-EX-1, TOKEN-EX-5
describe('A client', { concurrency: 12 }, () => {
  const chorus = chorusForAllTests();

  for (const version of VERSIONS) {
    test(`knows its version (${version})`, () => {
      assert.equal(CLIENT_CLASSES[version].version, version);
    });

    test(`connects, and disconnects when it is shut down (${version})`, async () => {
      const client = createClient(version, chorus.url);
      const states = recordStates(client);
      assert.equal(client.connectionState, 'connecting');

      await connectionState(client, 'connected');
      const gone = announcedState(client, 'disconnected');
      await client.shutdown();
      await gone;

      const announced = withoutRepeats(states).filter(state => state !== 'connecting');
      assert.deepEqual(announced, ['connected', 'disconnecting', 'disconnected']);
      assert.equal(client.connectionState, 'disconnected');
    });

    test(`that is shut down leaves other clients of its identity alone (${version})`, async () => {
      const token = mintToken({ identity: newIdentity() });
      const leaving = { version, client: await connectClient(version, chorus.url, { token }) };
      const staying = { version, client: await connectClient(version, chorus.url, { token }) };
      const [gone, stays] = await openForAll([leaving, staying], 'list');

      await gone.client.shutdown();
      const other = { version: NEW, client: await connectClient(NEW, chorus.url) };
      const [writer] = await openForAll([other], 'list', stays.sid);
      const history = [await write(writer, 1)];

      await assertHistory([writer, stays], history);
      assert.equal(stays.client.connectionState, 'connected');
      await stays.client.shutdown();
      await other.client.shutdown();
    });

    test(`whose connection drops connects again by itself (${version})`, async () => {
      const proxy = await Proxy.to(new URL(chorus.url).port);
      const client = await connectClient(version, proxy.url);
      const states = recordStates(client);

      proxy.dropConnections();
      await connectionState(client, 'connecting');
      await connectionState(client, 'connected');

      assert.equal(states.at(-1), 'connected');
      assert.ok(!states.includes('disconnected'), `never disconnected: ${states}`);
      await client.shutdown();
      await proxy.close();
    });

    test(`that comes before its server waits and connects (${version})`, async () => {
      const proxy = await Proxy.to(new URL(chorus.url).port);
      proxy.cut();
      const client = createClient(version, proxy.url);
      const opening = client.document();

      await new Promise(resolve => setImmediate(resolve));
      proxy.restore();

      await connectionState(client, 'connected');
      assert.ok((await opening).sid);
      await client.shutdown();
      await proxy.close();
    });

    test(`stays connected while nothing happens for long (${version})`, async () => {
      const client = { version, client: await connectClient(version, chorus.url) };
      const states = recordStates(client.client);
      const [idle] = await openForAll([client], 'list');

      // Nothing can be awaited here: that nothing happens in this time is the thing that is tested.
      await new Promise(resolve => setTimeout(resolve, OLD_WATCHDOG_MILLIS + 7_000));

      assert.deepEqual(states, []);
      const other = { version: NEW, client: await connectClient(NEW, chorus.url) };
      const [writer] = await openForAll([other], 'list', idle.sid);
      await assertHistory([writer, idle], [await write(writer, 1)]);
      await client.client.shutdown();
      await other.client.shutdown();
    });
  }

  test('of 0.6.2 that exchanges its token through the socket connects and works', async () => {
    const client = await connectClient(OLD, chorus.url, { exchange: Exchange.THROUGH_SOCKET });
    const other = await connectClient(NEW, chorus.url);

    const participants = await openForAll(
      [
        { version: OLD, client },
        { version: NEW, client: other },
      ],
      'map',
    );
    await assertHistory(participants, [await write(participants[0], 1)]);

    await client.shutdown();
    await other.shutdown();
  });
});

function recordStates(client) {
  const states = [];
  client.on('connectionStateChanged', state => states.push(state));
  return states;
}

function withoutRepeats(states) {
  return states.filter((state, place) => state !== states[place - 1]);
}
