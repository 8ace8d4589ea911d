import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import { chorusForAllTests } from '../harness/cast.mjs';
import { assertHistory, openForAll, told } from '../harness/participant.mjs';
import {
  clientEvent,
  connectClient,
  connectionState,
  createClient,
  NEW,
  newIdentity,
  OLD,
  VERSIONS,
} from '../harness/sdk.mjs';
import { KEYS } from '../harness/keys.mjs';
import { mintToken } from '../harness/tokens.mjs';
import { write, writeManyKinds } from '../harness/writes.mjs';

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Tokens that must be refused, with the error code that says why. */
const BAD_TOKENS = {
  'that is no token': { token: () => 'not-a-token', code: 20101 },
  'that has expired': { token: () => mintToken({ lifetimeSeconds: -60 }), code: 20104 },
  'signed with another secret': {
    token: () => mintToken({ secret: 'another-secret-of-sufficient-length!' }),
    code: 20107,
  },
  'without a signature (alg none)': { token: () => mintToken({ algorithm: 'none' }), code: 20102 },
  'signed with a key pair': {
    token: () => mintToken({ algorithm: 'RS256', secret: keyPair().privateKey }),
    code: 20102,
  },
  'of an unknown key': { token: () => mintToken({ issuer: 'SKffffffffffffffffffffffffffffffff' }), code: 20103 },
  'of another account': { token: () => mintToken({ account: 'ACffffffffffffffffffffffffffffffff' }), code: 20103 },
  'without an identity': {
    token: () => mintToken({ grants: { data_sync: { service_sid: KEYS.serviceSid } } }),
    code: 20106,
  },
  'with an empty identity': {
    token: () => mintToken({ grants: { identity: '', data_sync: { service_sid: KEYS.serviceSid } } }),
    code: 20106,
  },
  'without a sync grant': { token: () => mintToken({ grants: { identity: 'alice' } }), code: 20106 },
};

const ABOUT_TO_EXPIRE_SECONDS = 180;

// TOKEN-2 … TOKEN-6, TOKEN-9, TOKEN-10, TOKEN-12, TOKEN-EX-4, SOCK-INIT-5, SOCK-UPDATE-1, SOCK-NOTICE-1, SOCK-CLOSE-1
describe('A token', { concurrency: 12 }, () => {
  const chorus = chorusForAllTests();

  for (const version of VERSIONS) {
    for (const [which, { token, code }] of Object.entries(BAD_TOKENS)) {
      test(`${which} is denied (${version})`, async () => {
        const client = createClient(version, chorus.url, { token: token() });
        const refusal = version === NEW ? clientEvent(client, 'connectionError') : [];
        const opening = client.document('anything').catch(error => error);

        await connectionState(client, 'denied');

        if (version === NEW) {
          const [error] = await refusal;
          assert.equal(error.terminal, true);
          assert.ok([401, 403].includes(error.httpStatusCode), `${error.httpStatusCode}`);
          assert.equal(error.errorCode, code);
          assert.ok((await opening) instanceof Error);
        }
        await client.shutdown();
      });
    }

    for (const algorithm of ['HS384', 'HS512']) {
      test(`signed with ${algorithm}, as helper libraries also can, is accepted (${version})`, async () => {
        const client = await connectClient(version, chorus.url, { token: mintToken({ algorithm }) });

        assert.ok((await client.document()).sid);
        await client.shutdown();
      });
    }

    test(`that is good recovers a client that was denied (${version})`, async () => {
      const client = createClient(version, chorus.url, { token: mintToken({ lifetimeSeconds: -60 }) });
      await connectionState(client, 'denied');

      await client.updateToken(mintToken({ identity: newIdentity() }));

      await connectionState(client, 'connected');
      assert.ok((await client.document()).sid);
      await client.shutdown();
    });

    test(`that replaces another keeps the session and its subscriptions (${version})`, async () => {
      const identity = newIdentity();
      const client = await connectClient(version, chorus.url, { token: mintToken({ identity }) });
      const other = await connectClient(NEW, chorus.url);
      const [subject, writer] = await openForAll(
        [
          { version, client },
          { version: NEW, client: other },
        ],
        'list',
      );
      const states = [];
      client.on('connectionStateChanged', state => states.push(state));

      const history = [await write(writer, 1)];
      await client.updateToken(mintToken({ identity }));
      history.push(await write(writer, 2));
      // This client tells its own change when it is answered, and another's a moment after it arrived.
      await told([subject, writer], history);
      history.push(await write(subject, 3));

      await assertHistory([subject, writer], history);
      await connectionState(client, 'connected');
      assert.deepEqual(states, version === NEW ? [] : ['connecting', 'connected']);
      await Promise.all([client.shutdown(), other.shutdown()]);
    });

    test(`that replaces one about to expire carries the session past the first one's end (${version})`, async () => {
      const identity = newIdentity();
      const lifetimeSeconds = 8;
      const client = await connectClient(version, chorus.url, { token: mintToken({ identity, lifetimeSeconds }) });
      const states = [];
      await client.updateToken(mintToken({ identity }));
      await connectionState(client, 'connected');
      client.on('connectionStateChanged', state => states.push(state));

      // That nothing happens until the first token's end has passed is what is tested.
      await new Promise(resolve => setTimeout(resolve, (lifetimeSeconds + 1) * 1000));

      assert.deepEqual(states, []);
      assert.ok((await client.document()).sid);
      await client.shutdown();
    });

    test(`that expires ends the session, and a new one brings back what was missed (${version})`, async () => {
      const identity = newIdentity();
      const token = mintToken({ identity, lifetimeSeconds: 10 });
      const client = createClient(version, chorus.url, { token });
      const expired = version === NEW ? clientEvent(client, 'tokenExpired') : undefined;
      const states = [];
      client.on('connectionStateChanged', state => states.push(state));
      const other = await connectClient(NEW, chorus.url);
      const [subject, writer] = await openForAll(
        [
          { version, client },
          { version: NEW, client: other },
        ],
        'map',
      );
      const history = [await write(writer, 1)];
      await subject.recorder.count(1);

      await connectionState(client, 'disconnected');
      await expired;
      history.push(...(await writeManyKinds(writer)));
      await client.updateToken(mintToken({ identity }));

      await connectionState(client, 'connected');
      await assertHistory([subject, writer], history);
      assert.deepEqual(states.filter((state, place) => state !== states[place - 1]).slice(-5), [
        'connected',
        'disconnecting',
        'disconnected',
        'connecting',
        'connected',
      ]);
      await Promise.all([client.shutdown(), other.shutdown()]);
    });
  }

  test('about to expire is announced once, as soon as less than three minutes are left (4.0.1)', async () => {
    const token = mintToken({ lifetimeSeconds: ABOUT_TO_EXPIRE_SECONDS + 2 });
    const client = createClient(NEW, chorus.url, { token });
    const announcements = [];
    client.on('tokenAboutToExpire', () => announcements.push('announced'));
    await connectionState(client, 'connected');
    assert.deepEqual(announcements, [], 'not yet');

    await clientEvent(client, 'tokenAboutToExpire');
    await client.document();

    assert.deepEqual(announcements, ['announced']);
    await client.shutdown();
  });

  test('with less than three minutes to go is announced at once (4.0.1)', async () => {
    const client = createClient(NEW, chorus.url, { token: mintToken({ lifetimeSeconds: 60 }) });

    await clientEvent(client, 'tokenAboutToExpire');

    await client.shutdown();
  });

  test('refused in an update rejects with 51130 and denies 4.0.1', async () => {
    const client = await connectClient(NEW, chorus.url);

    await assert.rejects(client.updateToken(mintToken({ secret: 'another-secret-of-sufficient-length!' })), {
      status: 400,
      code: 51130,
    });

    await connectionState(client, 'denied');
    await client.shutdown();
  });

  test('refused in an update rejects in 0.6.2 and leaves its session alone', async () => {
    const client = await connectClient(OLD, chorus.url);

    await assert.rejects(client.updateToken(mintToken({ secret: 'another-secret-of-sufficient-length!' })));

    assert.equal(client.connectionState, 'connected');
    assert.ok((await client.document()).sid);
    await client.shutdown();
  });

  test('given a second time resolves and changes nothing (4.0.1)', async () => {
    const token = mintToken({ identity: newIdentity() });
    const client = await connectClient(NEW, chorus.url, { token });

    await client.updateToken(token);

    assert.equal(client.connectionState, 'connected');
    await client.shutdown();
  });
});
