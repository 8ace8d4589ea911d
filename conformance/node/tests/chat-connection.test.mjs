import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chorusForAllTests } from '../harness/cast.mjs';
import {
  CHAT_VERSIONS,
  chatIdentity,
  chatToken,
  ChatUser,
  FIRST,
  forgiveLostRequests,
  LAST,
} from '../harness/chat.mjs';
import { becomes } from '../harness/deadline.mjs';
import { Proxy } from '../harness/proxy.mjs';

const COMEBACK_MILLIS = 60_000;
const DENIED = fileURLToPath(new URL('./programs/denied.mjs', import.meta.url));
const run = promisify(execFile);

describe('A chat connection', { concurrency: 4 }, () => {
  before(forgiveLostRequests);
  const chorus = chorusForAllTests();
  const behindProxy = async (version, how = {}) =>
    ChatUser.connect(version, chorus.url, { ...how, proxy: await Proxy.to(Number(new URL(chorus.url).port)) });

  for (const version of CHAT_VERSIONS) {
    const other = version === FIRST ? LAST : FIRST;

    // FIRST-2, FIRST-5, FIRST-6, MSG-2
    test(`that was cut is told once what it missed, and in order (${version})`, async () => {
      const writer = await ChatUser.connect(other, chorus.url);
      const user = await behindProxy(version);
      const hers = await writer.createJoined({ friendlyName: 'Before' });
      await hers.add(user.identity);
      const his = await user.joined(hers.sid);
      await hers.sendMessage('m0');
      await user.hears(1, ['messageAdded'], hers.sid);

      user.proxy.cut();
      await becomes('cut off', () => user.client.connectionState !== 'connected');
      for (let n = 1; n <= 130; n++) {
        await hers.sendMessage(`m${n}`);
      }
      await hers.updateFriendlyName('After');
      const visitor = await ChatUser.connect(other, chorus.url);
      await hers.add(visitor.identity);
      user.proxy.restore();
      await user.connected(COMEBACK_MILLIS);

      await user.hears(131, ['messageAdded'], hers.sid);
      await becomes('the name', () => his.friendlyName === 'After');
      await hers.sendMessage('live');
      await user.hears(132, ['messageAdded'], hers.sid);
      assert.deepEqual(user.bodies(hers.sid), [...Array.from({ length: 131 }, (_, n) => `m${n}`), 'live']);
      const joins = () =>
        user.heard(['memberJoined'], hers.sid).filter(({ identity }) => identity === visitor.identity).length;
      await becomes('the visitor', () => joins() > 0);
      assert.equal(joins(), 1);
      await Promise.all([writer.leave(), user.leave(), visitor.leave()]);
    });

    test(`comes back to where it was removed meanwhile, without a fault (${version})`, async () => {
      const writer = await ChatUser.connect(other, chorus.url);
      const user = await behindProxy(version);
      const hers = await writer.createJoined({ isPrivate: true });
      await hers.add(user.identity);
      await user.joined(hers.sid);

      user.proxy.cut();
      await becomes('cut off', () => user.client.connectionState !== 'connected');
      await hers.removeMember(user.identity);
      await hers.sendMessage('behind the back');
      user.proxy.restore();
      await user.connected(COMEBACK_MILLIS);

      // The newer client says only this where it hears of the document's end before it hears of its own list's.
      await user.hears(1, ['channelRemoved'], hers.sid);
      assert.equal(user.heard(['channelRemoved'], hers.sid).length, 1);
      assert.deepEqual(user.bodies(hers.sid), []);
      const elsewhere = await user.createJoined();
      await elsewhere.sendMessage('fine');
      await user.hears(1, ['messageAdded'], elsewhere.sid);
      await Promise.all([writer.leave(), user.leave()]);
    });

    test(`with a bad token is denied (${version})`, async () => {
      if (version === FIRST) {
        const { stdout } = await run(process.execPath, [DENIED], { env: { ...process.env, CHORUS_URL: chorus.url } });
        assert.match(stdout, /denied/);
        return;
      }
      const identity = chatIdentity();
      const token = chatToken(identity, { secret: 'x'.repeat(40) });
      const user = ChatUser.begin(version, chorus.url, { identity, token });

      await user.reaches('denied');
      await user.leave();
    });

    test(`keeps its session under a new token (${version})`, async () => {
      const identity = chatIdentity();
      const user = await ChatUser.connect(version, chorus.url, { identity });
      const channel = await user.createJoined();

      await user.updateToken(chatToken(identity, { lifetimeSeconds: 7200 }));
      await becomes('connected again', () => user.client.connectionState === 'connected');
      await channel.sendMessage('under the new one');

      await user.hears(1, ['messageAdded'], channel.sid, COMEBACK_MILLIS);
      assert.deepEqual(user.bodies(channel.sid), ['under the new one']);
      await user.leave();
    });

    test(`ends with its token, and goes on with the next (${version})`, async () => {
      const identity = chatIdentity();
      const user = await ChatUser.connect(version, chorus.url, {
        identity,
        token: chatToken(identity, { lifetimeSeconds: 8 }),
      });
      const channel = await user.createJoined();

      await user.hears(1, ['tokenExpired']);
      await becomes('ended', () => ['denied', 'disconnected'].includes(user.client.connectionState));
      await user.updateToken(chatToken(identity));
      await user.connected(COMEBACK_MILLIS);
      await channel.sendMessage('back');

      await user.hears(1, ['messageAdded'], channel.sid, COMEBACK_MILLIS);
      await user.leave();
    });

    test(`of one user sees what the user's other one does (${version})`, async () => {
      const identity = chatIdentity();
      const phone = await ChatUser.connect(version, chorus.url, { identity });
      const laptop = await ChatUser.connect(other, chorus.url, { identity });

      const channel = await phone.createJoined({ isPrivate: true });
      await laptop.joined(channel.sid);
      await channel.sendMessage('from the phone');

      await laptop.hears(1, ['messageAdded'], channel.sid);
      await phone.hears(1, ['messageAdded'], channel.sid);
      await channel.leave();
      await laptop.hears(1, ['channelLeft'], channel.sid);
      await Promise.all([phone.leave(), laptop.leave()]);
    });

    test(`starts with a hundred channels (${version})`, async () => {
      const owner = await ChatUser.connect(LAST, chorus.url);
      const identity = chatIdentity();
      const made = await Promise.all(
        Array.from({ length: 100 }, (_, n) => owner.client.createChannel({ friendlyName: `c${n}`, isPrivate: true })),
      );
      await Promise.all(made.map(channel => channel.join().then(() => channel.add(identity))));

      const user = await ChatUser.connect(version, chorus.url, { identity });

      const names = await Promise.all(made.map(({ sid }) => user.channel(sid).then(found => found.friendlyName)));
      assert.deepEqual(
        names,
        made.map(({ friendlyName }) => friendlyName),
      );
      await Promise.all([owner.leave(), user.leave()]);
    });
  }

  test('takes tokens of either name for the grant', async () => {
    for (const grant of ['chat', 'ip_messaging']) {
      const identity = chatIdentity();
      const user = await ChatUser.connect(LAST, chorus.url, { identity, token: chatToken(identity, { grant }) });
      assert.equal(user.client.user.identity, identity);
      await user.leave();
    }
  });

  // FIRST-7: whoever joins and leaves at once leaves nothing behind, and no read fails.
  test(`that joins and leaves at once ends clean (${FIRST})`, async () => {
    const owner = await ChatUser.connect(LAST, chorus.url);
    const hers = await owner.createJoined({ friendlyName: 'Revolving door' });
    const user = await ChatUser.connect(FIRST, chorus.url);
    const his = await user.channel(hers.sid);

    for (let i = 0; i < 5; i++) {
      await his.join();
      assert.equal(his.status, 'joined');
      await his.leave();
    }

    await owner.hears(5, ['memberLeft'], hers.sid);
    assert.deepEqual(
      (await hers.getMembers()).map(({ identity }) => identity),
      [owner.identity],
    );
    await Promise.all([owner.leave(), user.leave()]);
  });
});
