import { becomes } from '../deadline.mjs';
import { chatToken, ChatUser } from '../chat.mjs';
import { ChatCalls } from './chat-calls.mjs';

/** One user of a published chat client, as scenarios act and hear. */
export class PublishedChatUser extends ChatCalls {
  static async connect(version, url, identity) {
    return new PublishedChatUser(
      version,
      await ChatUser.connect(version, url, { identity, token: chatToken(identity) }),
    );
  }

  #user;
  #channels = new Map();
  /** Messages that came as events, by channel and index: to ask for one may hide the event of another that just comes. */
  #heard = new Map();

  constructor(version, user) {
    super();
    this.version = version;
    this.#user = user;
    this.#listen();
  }

  async state() {
    return this.#user.client.connectionState;
  }

  async close() {
    await this.#user.leave();
  }

  async perform(call, args = {}) {
    const sid = args.channel === undefined ? undefined : args.channel;
    return this[`_${call}`](
      args,
      sid && (this.#channels.get(sid) ?? (await this.#user.channel(sid).catch(() => null))),
    );
  }

  async _createChannel({ name, ...options }) {
    const channel = await this.#user.client.createChannel(options);
    this.#channels.set(channel.sid, channel);
    return { sid: channel.sid };
  }

  async _find({ channel: sid }) {
    this.#channels.set(sid, await this.#user.channel(sid));
  }

  async _describe({ channel: sid }) {
    const channel = this.#channels.get(sid) ?? (await this.#user.channel(sid));
    return {
      friendlyName: channel.friendlyName,
      uniqueName: channel.uniqueName,
      isPrivate: channel.isPrivate ?? channel.type === 'private',
      attributes: channel.attributes,
      createdBy: channel.createdBy,
      joined: channel.status === 'joined',
      horizon: channel.lastConsumedMessageIndex ?? null,
    };
  }

  async _join({ channel: sid }, channel) {
    await channel.join();
    await this.#user.joined(sid);
  }

  async _follows({ channel: sid }) {
    this.#channels.set(sid, await this.#user.joined(sid));
  }

  async _send({ body, attributes }, channel) {
    await channel.sendMessage(body, attributes ?? {});
  }

  async _sendMany({ count }, channel) {
    for (let n = 0; n < count; n++) {
      await channel.sendMessage(`m${n}`);
    }
  }

  async _messages({ count }, channel) {
    return (await this.#user.messages(channel, count)).map(({ index, body, author }) => [index, body, author]);
  }

  async _pages({ size }, channel) {
    const ranges = [];
    for (let page = await this.#user.pages(channel, size); ; page = await page.prevPage()) {
      ranges.push([page.items[0].index, page.items.at(-1).index]);
      if (!page.hasPrevPage) {
        return ranges;
      }
    }
  }

  async _editMessage({ index, body }, channel) {
    await (await this.#message(channel, index)).updateBody(body);
  }

  async _editMessageAttributes({ index, attributes }, channel) {
    await (await this.#message(channel, index)).updateAttributes(attributes);
  }

  async _removeMessage({ index }, channel) {
    await (await this.#message(channel, index)).remove();
  }

  async _updateFriendlyName({ value }, channel) {
    await channel.updateFriendlyName(value);
    await becomes('the name', () => channel.friendlyName === value);
  }

  async _memberHorizon({ identity }, channel) {
    const member = (await channel.getMembers()).find(known => known.identity === identity);
    return { horizon: member.lastConsumedMessageIndex ?? null };
  }

  async _profile(changes) {
    await this.#user.updateProfile(changes);
  }

  _ownProfile() {
    const { friendlyName, attributes } = this.#user.client.user ?? this.#user.client.userInfo;
    return { friendlyName, attributes };
  }

  async #message(channel, index) {
    return (
      this.#heard.get(`${channel.sid} ${index}`) ??
      (await this.#user.messages(channel, 30)).find(message => message.index === index)
    );
  }

  #listen() {
    this.#user.client.on('messageAdded', added => {
      const message = added.message ?? added;
      this.#heard.set(`${message.channel.sid} ${message.index}`, message);
    });
    const on = (event, facts) =>
      this.#user.client.on(event, argument => this.events.push({ event, ...structuredClone(facts(argument)) }));
    for (const event of ['channelAdded', 'channelJoined', 'channelInvited', 'channelLeft', 'channelRemoved']) {
      on(event, channel => ({ channel: channel.sid }));
    }
    for (const event of ['memberJoined', 'memberLeft', 'typingStarted', 'typingEnded']) {
      on(event, member => ({ channel: member.channel.sid, identity: member.identity }));
    }
    for (const event of ['messageAdded', 'messageUpdated', 'messageRemoved']) {
      on(event, argument => {
        const { channel, index, body, author, attributes } = argument.message ?? argument;
        return { channel: channel.sid, index, body, author, attributes };
      });
    }
  }
}
