import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { chorusForAllTests } from '../harness/cast.mjs';
import { CHAT_VERSIONS, chatIdentity, ChatUser, FIRST, LAST } from '../harness/chat.mjs';
import { becomes } from '../harness/deadline.mjs';

const MESSAGES = ['messageAdded', 'messageUpdated', 'messageRemoved'];
const SENT_AT_ONCE = 10;

/** Every acting generation with every observing one: what one does, the other has to see. */
describe('Chat', () => {
  const chorus = chorusForAllTests();
  const actors = {};
  const observers = {};
  before(async () => {
    for (const version of CHAT_VERSIONS) {
      actors[version] = await ChatUser.connect(version, chorus.url);
      observers[version] = await ChatUser.connect(version, chorus.url);
    }
  });
  after(() => Promise.all([...Object.values(actors), ...Object.values(observers)].map(user => user.leave())));

  const name = what => `${what}-${randomUUID()}`;
  const shared = async (acting, observing, options = {}) => {
    const [actor, observer] = [actors[acting], observers[observing]];
    const hers = await actor.createJoined(options);
    await hers.add(observer.identity);
    const his = await observer.joined(hers.sid);
    await actor.hears(1, ['memberJoined'], hers.sid);
    return { actor, observer, hers, his, sid: hers.sid };
  };

  for (const acting of CHAT_VERSIONS) {
    for (const observing of CHAT_VERSIONS) {
      const pairing = `${acting} acts, ${observing} observes`;

      // CHAN-1, CHAN-6
      test(`a public channel is found by its unique name, whole (${pairing})`, async () => {
        const options = {
          friendlyName: 'Grüße ☂',
          uniqueName: name('lobby'),
          attributes: { floor: 2, tags: ['a/b'] },
        };

        const channel = await actors[acting].client.createChannel(options);

        const observer = observers[observing];
        await observer.channel(channel.sid);
        const found = await observer.client.getChannelByUniqueName(options.uniqueName);
        assert.equal(found.sid, channel.sid);
        assert.equal(found.friendlyName, options.friendlyName);
        assert.deepEqual(await found.getAttributes(), options.attributes);
        assert.equal(found.createdBy, actors[acting].identity);
        assert.notEqual(found.status, 'joined');
        await channel.delete();
      });

      // MEMB-1, MEMB-6
      test(`joining tells both sides, each once (${pairing})`, async () => {
        const actor = actors[acting];
        const observer = observers[observing];
        const hers = await actor.createJoined();

        const his = await observer.channel(hers.sid);
        await his.join();
        await observer.joined(hers.sid);

        await actor.hears(1, ['memberJoined'], hers.sid);
        await observer.hears(1, ['channelJoined'], hers.sid);
        // Both were told; a second telling would be here with the next message.
        await his.sendMessage('here');
        await actor.hears(1, ['messageAdded'], hers.sid);
        assert.deepEqual(
          actor
            .heard(['memberJoined'], hers.sid)
            .map(({ identity }) => identity)
            .filter(who => who !== actor.identity),
          [observer.identity],
        );
        assert.equal(observer.heard(['channelJoined'], hers.sid).length, 1);
      });

      // MEMB-2, MEMB-3
      test(`an invitation is heard, and accepted by joining (${pairing})`, async () => {
        const [actor, observer] = [actors[acting], observers[observing]];
        const hers = await actor.createJoined({ isPrivate: true, friendlyName: 'Secret' });

        await hers.invite(observer.identity);
        await observer.hears(1, ['channelInvited'], hers.sid);
        const his = await observer.channel(hers.sid);
        assert.equal(his.status, 'invited');
        await his.join();

        await observer.hears(1, ['channelJoined'], hers.sid);
        await actor.hears(1, ['memberJoined'], hers.sid);
        assert.equal(observer.heard(['channelInvited'], hers.sid).length, 1);
      });

      test(`an invitation is declined without a trace (${pairing})`, async () => {
        const [actor, observer] = [actors[acting], observers[observing]];
        const hers = await actor.createJoined({ isPrivate: true });
        await hers.invite(observer.identity);
        await observer.hears(1, ['channelInvited'], hers.sid);

        await (await observer.channel(hers.sid)).decline();

        await observer.hears(1, ['channelRemoved'], hers.sid);
        assert.deepEqual(
          (await hers.getMembers()).map(({ identity }) => identity),
          [actor.identity],
        );
      });

      // MSG-1, MSG-2, MSG-3
      test(`messages arrive once, in order, whole, at both (${pairing})`, async () => {
        const { actor, observer, hers, his, sid } = await shared(acting, observing);

        await hers.sendMessage('one "quoted" ☂ <b>', { k: [1, { n: null }] });
        await his.sendMessage('two');
        await hers.sendMessage('');

        for (const user of [actor, observer]) {
          await user.hears(3, ['messageAdded'], sid);
          const told = user.heard(['messageAdded'], sid);
          assert.deepEqual(
            told.map(({ index, body, author }) => [index, body, author]),
            [
              [0, 'one "quoted" ☂ <b>', actor.identity],
              [1, 'two', observer.identity],
              [2, '', actor.identity],
            ],
          );
          assert.deepEqual(told[0].attributes, { k: [1, { n: null }] });
        }
      });

      // MSG-5
      test(`an edit and a removal are told once, and are final (${pairing})`, async () => {
        const { actor, observer, hers, sid } = await shared(acting, observing);
        await hers.sendMessage('first', { a: 1 });
        await hers.sendMessage('second');
        await observer.hears(2, ['messageAdded'], sid);
        const [message] = await actor.messages(hers);

        await message.updateBody('edited');
        await message.updateAttributes({ b: 2 });
        await observer.hears(2, ['messageUpdated'], sid);
        await message.remove();

        for (const user of [actor, observer]) {
          await user.hears(1, ['messageRemoved'], sid);
          const told = user.heard(MESSAGES, sid);
          assert.deepEqual(
            told.map(({ name: event, index }) => [event, index]),
            [
              ['messageAdded', 0],
              ['messageAdded', 1],
              ['messageUpdated', 0],
              ['messageUpdated', 0],
              ['messageRemoved', 0],
            ],
          );
          assert.equal(told[2].body, 'edited');
          assert.deepEqual(told[3].attributes, { b: 2 });
        }
        await assert.rejects(message.remove());
      });

      // TYPE-1
      test(`typing is told to the other and ends with the message (${pairing})`, async () => {
        const { actor, observer, hers, sid } = await shared(acting, observing);

        hers.typing();
        await observer.hears(1, ['typingStarted'], sid);
        assert.equal(observer.heard(['typingStarted'], sid)[0].identity, actor.identity);
        if (observing === LAST) {
          await hers.sendMessage('typed');
        }

        await observer.hears(1, ['typingEnded'], sid);
        assert.deepEqual(actor.heard(['typingStarted'], sid), []);
      });

      // HORIZON-1
      test(`a horizon moves up, down and away, for all to see (${pairing})`, async () => {
        const { actor, observer, hers, his, sid } = await shared(acting, observing);
        await hers.sendMessage('a');
        await hers.sendMessage('b');
        await observer.hears(2, ['messageAdded'], sid);

        await hers.updateLastConsumedMessageIndex(1);
        await observer.hears(1, ['memberUpdated'], sid);
        const member = (await his.getMembers()).find(({ identity }) => identity === actor.identity);
        assert.equal(member.lastConsumedMessageIndex, 1);
        await becomes('her own view follows', () => hers.lastConsumedMessageIndex === 1);
        await hers.setNoMessagesConsumed();

        await becomes('the horizon is away', () => member.lastConsumedMessageIndex === null);
      });

      // CHAN-8
      test(`names and attributes change for both, once each (${pairing})`, async () => {
        const { observer, hers, his, sid } = await shared(acting, observing, { friendlyName: 'Old' });
        const before = observer.heard(['channelUpdated'], sid).length;

        await hers.updateFriendlyName('New');
        await becomes('the name', () => his.friendlyName === 'New');
        const unique = name('unique');
        await hers.updateUniqueName(unique);
        await becomes('the unique name', () => his.uniqueName === unique);
        await hers.updateAttributes({ x: { y: true } });
        await becomes('the attributes', () => JSON.stringify(his.attributes) === '{"x":{"y":true}}');

        assert.equal(observer.heard(['channelUpdated'], sid).length - before, 3);
        assert.equal((await observer.client.getChannelByUniqueName(unique)).sid, sid);
      });

      // MEMB-5
      test(`who leaves hears of the leaving, and of nothing after it (${pairing})`, async () => {
        const { actor, observer, hers, his, sid } = await shared(acting, observing);

        await his.leave();
        await observer.hears(1, ['channelLeft'], sid);
        await actor.hears(1, ['memberLeft'], sid);
        await hers.sendMessage('behind his back');
        await actor.hears(1, ['messageAdded'], sid);

        const witness = await shared(acting, observing);
        await witness.hers.sendMessage('later');
        await observer.hears(1, ['messageAdded'], witness.sid);
        assert.deepEqual(observer.heard([...MESSAGES, 'memberLeft'], sid), []);
        assert.equal(observer.heard(['channelLeft'], sid).length, 1);
      });

      test(`who is removed is told, and cannot send any more (${pairing})`, async () => {
        const { actor, observer, hers, his, sid } = await shared(acting, observing, { isPrivate: true });

        await hers.removeMember(observer.identity);

        await observer.hears(1, ['channelLeft'], sid);
        await observer.hears(1, ['channelRemoved'], sid);
        await actor.hears(1, ['memberLeft'], sid);
        await assert.rejects(his.sendMessage('still here?'));
        if (observing === LAST) {
          await assert.rejects(observer.client.getChannelBySid(sid));
        }
      });

      // CHAN-7
      test(`a deleted channel is gone for both (${pairing})`, async () => {
        const { actor, observer, hers, sid } = await shared(acting, observing);

        await hers.delete();

        for (const user of [actor, observer]) {
          await user.hears(1, ['channelRemoved'], sid);
          assert.equal(user.heard(['channelRemoved'], sid).length, 1);
        }
        await assert.rejects(hers.sendMessage('into the void'));
      });

      // ROLE-2
      test(`a member cannot rename, delete, or remove others (${pairing})`, async () => {
        const { actor, hers, his } = await shared(acting, observing, { friendlyName: 'Hers' });
        await hers.sendMessage('hers');

        await assert.rejects(his.updateFriendlyName('Mine'));
        await assert.rejects(his.updateAttributes({ mine: true }));
        await assert.rejects(his.removeMember(actor.identity));
        await assert.rejects(his.delete());

        assert.equal(hers.friendlyName, 'Hers');
      });

      // MSG-1
      test(`senders at once make one sequence, the same for both (${pairing})`, async () => {
        const { actor, observer, hers, his, sid } = await shared(acting, observing);
        const senders = Array.from({ length: SENT_AT_ONCE }, (_, i) => [
          hers.sendMessage(`h${i}`),
          his.sendMessage(`o${i}`),
        ]);

        await Promise.all(senders.flat());

        await actor.hears(2 * SENT_AT_ONCE, ['messageAdded'], sid);
        await observer.hears(2 * SENT_AT_ONCE, ['messageAdded'], sid);
        assert.deepEqual(
          actor.heard(['messageAdded'], sid).map(({ index }) => index),
          Array.from({ length: 2 * SENT_AT_ONCE }, (_, i) => i),
        );
        assert.deepEqual(observer.bodies(sid), actor.bodies(sid));
      });

      test(`a profile's change reaches who knows the user (${pairing})`, async () => {
        const { actor, observer, his, sid } = await shared(acting, observing);
        await his.getMembers();
        if (observing === LAST) {
          await observer.client.getUser(actor.identity);
        }

        await actor.updateProfile({ friendlyName: `Ann ${sid.slice(-4)}` });

        await becomes('the name', () =>
          observer
            .heard(['userUpdated', 'userInfoUpdated'])
            .some(event => event.identity === actor.identity && event.friendlyName === `Ann ${sid.slice(-4)}`),
        );
      });
    }
  }

  for (const version of CHAT_VERSIONS) {
    // CHAN-5
    test(`a private channel does not exist for outsiders (${version})`, async () => {
      const channel = await actors[LAST].createJoined({ isPrivate: true, uniqueName: name('secret') });
      const outsider = observers[version];

      if (version === LAST) {
        await assert.rejects(outsider.client.getChannelBySid(channel.sid));
        await assert.rejects(outsider.client.getChannelByUniqueName(channel.uniqueName));
        const page = await outsider.client.getPublicChannelDescriptors();
        assert.ok(!page.items.some(({ sid }) => sid === channel.sid));
      } else {
        assert.equal(await outsider.client.getChannelBySid(channel.sid), null);
        assert.equal(await outsider.client.getChannelByUniqueName(channel.uniqueName), null);
      }
      assert.deepEqual(outsider.heard(['channelAdded'], channel.sid), []);
    });

    // CHAN-2
    test(`of several who ask for one unique name one gets it (${version})`, async () => {
      const uniqueName = name('wanted');

      const asked = await Promise.allSettled(
        Array.from({ length: 6 }, () => actors[version].client.createChannel({ uniqueName })),
      );

      const made = asked.filter(({ status }) => status === 'fulfilled');
      assert.equal(made.length, 1);
      await made[0].value.delete();
      const again = await actors[version].client.createChannel({ uniqueName });
      assert.notEqual(again.sid, made[0].value.sid);
    });

    test(`120 messages are paged to the oldest and back (${version})`, async () => {
      const user = actors[version];
      const channel = await user.createJoined();
      for (let i = 0; i < 120; i += 20) {
        await Promise.all(Array.from({ length: 20 }, (_, n) => channel.sendMessage(`m${i + n}`)));
      }
      const reader = await ChatUser.connect(version, chorus.url);
      await channel.add(reader.identity);
      const his = await reader.joined(channel.sid);

      const seen = [];
      let page = await reader.pages(his, 25);
      for (;;) {
        seen.unshift(...page.items.map(({ index }) => index));
        if (!page.hasPrevPage) {
          break;
        }
        page = await page.prevPage();
      }
      assert.deepEqual(
        seen,
        Array.from({ length: 120 }, (_, i) => i),
      );
      const next = await page.nextPage();
      assert.ok(next.items.length > 0);
      await reader.leave();
    });

    test(`an identity may be any text (${version})`, async () => {
      const user = await ChatUser.connect(version, chorus.url, {
        identity: chatIdentity("Zoë O'Hara+x@ex.org ☂"),
      });
      const channel = await user.createJoined({ friendlyName: 'Zoë' });

      await channel.sendMessage('ça va');
      await user.updateProfile({ friendlyName: 'Zoë ☂', attributes: { lang: 'de' } });
      await user.hears(1, ['messageAdded'], channel.sid);
      assert.equal(user.heard(['messageAdded'], channel.sid)[0].author, user.identity);
      await channel.leave();
      await user.hears(1, ['channelLeft'], channel.sid);
      await user.leave();
    });

    // USER-3
    test(`a user is online while connected, and away soon after (${version})`, async () => {
      const watcher = observers[version];
      const visitor = await ChatUser.connect(version === FIRST ? LAST : FIRST, chorus.url);
      const channel = await actors[version].createJoined();
      await channel.add(visitor.identity);
      await channel.add(watcher.identity);
      const his = await watcher.joined(channel.sid);
      // A client that leaves while it is still opening things complains of that.
      await visitor.joined(channel.sid);
      const profile = async () => {
        const member = (await his.getMembers()).find(({ identity }) => identity === visitor.identity);
        return version === LAST ? member.getUser() : member.userInfo;
      };
      const user = await profile();
      await becomes('online', () => user.online === true);

      await visitor.leave();

      await becomes('offline', () => user.online === false);
    });
  }

  // NEW-1
  test(`counts, unread messages and levels are told to the newer generation`, async () => {
    const { actor, hers, his, sid } = await shared(LAST, LAST);
    await hers.sendMessage('a');
    await hers.sendMessage('b');
    await actor.hears(2, ['messageAdded'], sid);

    assert.equal(await hers.getMembersCount(), 2);
    assert.equal(await hers.getMessagesCount(), 2);
    assert.equal(await his.getUnconsumedMessagesCount(), null);
    assert.equal(await his.updateLastConsumedMessageIndex(0), 1);
    assert.equal(await his.setAllMessagesConsumed(), 0);
    assert.equal(await his.setNoMessagesConsumed(), 2);
    await his.setUserNotificationLevel('muted');
    await becomes('muted', () => his.notificationLevel === 'muted');
    const member = (await his.getMembers()).find(({ identity }) => identity === actor.identity);
    await hers.getMemberByIdentity(actor.identity).then(own => own.updateAttributes({ seat: 1 }));
    await becomes('attributes', () => JSON.stringify(member.attributes) === '{"seat":1}');
    const descriptors = await his.getUserDescriptors();
    assert.equal(descriptors.items.length, 2);
    const mine = await actor.client.getUserChannelDescriptors();
    assert.ok(mine.items.length > 0);
  });
});
