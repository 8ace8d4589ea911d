import { createRequire } from 'node:module';
import { MessagingClient, SyncClient } from '../../../../client-js/dist/index.js';
import { chatToken } from '../chat.mjs';
import { within, PATIENCE_MILLIS } from '../deadline.mjs';
import { mintToken } from '../tokens.mjs';
import { ChatCalls } from './chat-calls.mjs';
import { added, SyncCalls } from './sync-calls.mjs';

export const CHORUS_JS = '@chorus/client';

const WebSocket = createRequire(import.meta.url)('ws');

/** One user of Chorus's own TypeScript SDK, as scenarios act and hear. */
export class ChorusJsUser {
  /** Gateways are given with commas between them. */
  static async connect(service, urls, identity) {
    const options = { url: urls.split(','), WebSocket, logLevel: 'silent' };
    if (service === 'sync') {
      return new ChorusJsSyncUser(new SyncClient(mintToken({ identity }), options));
    }
    const client = new MessagingClient(chatToken(identity), options);
    await within(PATIENCE_MILLIS, 'the client to start', client.initialize());
    return new ChorusJsChatUser(client);
  }
}

/** What both kinds of users do alike. */
const asUser = Calls =>
  class extends Calls {
    constructor(client) {
      super();
      this.client = client;
    }

    async state() {
      return this.client.connectionState;
    }

    async close() {
      await this.client.shutdown();
    }

    tell(event, facts) {
      this.events.push({ event, ...structuredClone(facts) });
    }
  };

class ChorusJsSyncUser extends asUser(SyncCalls) {
  #objects = new Map();

  async perform(call, args = {}) {
    return this[`_${call}`](args, this.#objects.get(args.name));
  }

  async _open({ kind, name: of }) {
    const object = await this.client[kind](of);
    this.#objects.set(of, object);
    object
      .on('updated', ({ data, isLocal }) => this.tell('updated', { of, value: data, local: isLocal }))
      .on('removed', ({ isLocal }) => this.tell('removed', { of, local: isLocal }))
      .on('failure', ({ status, code }) => this.tell('failure', { of, status, code }))
      .on('messagePublished', ({ message, isLocal }) =>
        this.tell('messagePublished', { of, value: message.data, local: isLocal }),
      )
      .on('itemRemoved', removal =>
        this.tell('itemRemoved', { of, key: removal.index ?? removal.key, local: removal.isLocal }),
      );
    for (const event of ['itemAdded', 'itemUpdated']) {
      object.on(event, ({ item, isLocal }) =>
        this.tell(event, { of, key: item.index ?? item.key, value: item.data, local: isLocal }),
      );
    }
    return { sid: object.sid };
  }

  _listens() {}

  _value(args, object) {
    return object.data;
  }

  async _pushMany({ count }, object) {
    await Promise.all(Array.from({ length: count }, (_, n) => object.push({ n })));
  }

  async _setItem({ key, value, ttl }, object) {
    await object.set(key, value, { ttl });
  }

  async _get({ key }, object) {
    return (await object.get(key)).data;
  }

  async _items({ order, from }, object) {
    const found = [];
    for await (const item of object.items({ order, from })) {
      found.push([item.index ?? item.key, item.data]);
    }
    return found;
  }

  async _keys({ order, from, pageSize }, object) {
    const keys = [];
    for await (const item of object.items({ order, from, pageSize })) {
      keys.push(item.index ?? item.key);
    }
    return { count: keys.length, first: keys[0], last: keys.at(-1) };
  }
}

class ChorusJsChatUser extends asUser(ChatCalls) {
  constructor(client) {
    super(client);
    for (const event of ['channelAdded', 'channelJoined', 'channelInvited', 'channelLeft', 'channelRemoved']) {
      client.on(event, channel => this.tell(event, { channel: channel.sid }));
    }
    for (const event of ['memberJoined', 'memberLeft', 'typingStarted', 'typingEnded']) {
      client.on(event, member => this.tell(event, { channel: member.channel.sid, identity: member.identity }));
    }
    for (const event of ['messageAdded', 'messageUpdated', 'messageRemoved']) {
      client.on(event, ({ channel, index, body, author, attributes }) =>
        this.tell(event, { channel: channel.sid, index, body, author, attributes }),
      );
    }
  }

  async perform(call, args = {}) {
    const channel = args.channel === undefined ? undefined : await this.client.getChannelBySid(args.channel);
    return this[`_${call}`](args, channel);
  }

  async _createChannel({ name, ...options }) {
    return { sid: (await this.client.createChannel(options)).sid };
  }

  _find() {}

  _describe(args, channel) {
    return {
      friendlyName: channel.friendlyName,
      uniqueName: channel.uniqueName,
      isPrivate: channel.isPrivate,
      attributes: channel.attributes,
      createdBy: channel.createdBy,
      joined: channel.status === 'joined',
      horizon: channel.lastConsumedMessageIndex,
    };
  }

  async _join(args, channel) {
    await channel.join();
  }

  async _follows({ channel: sid }, channel) {
    if (channel.status !== 'joined') {
      await new Promise(resolve => this.client.on('channelJoined', joined => joined.sid === sid && resolve()));
    }
    await channel.getMessages(1);
  }

  async _send({ body, attributes }, channel) {
    await channel.sendMessage(body, attributes);
  }

  async _sendMany({ count }, channel) {
    await Promise.all(Array.from({ length: count }, (_, n) => channel.sendMessage(`m${n}`)));
  }

  async _messages({ count }, channel) {
    return (await channel.getMessages(count)).items.map(({ index, body, author }) => [index, body, author]);
  }

  async _pages({ size }, channel) {
    const ranges = [];
    for (let page = await channel.getMessages(size); ; page = await page.prevPage()) {
      ranges.push([page.items[0].index, page.items.at(-1).index]);
      if (!page.hasPrevPage) {
        return ranges;
      }
    }
  }

  async _editMessage({ index, body }, channel) {
    await (await message(channel, index)).updateBody(body);
  }

  async _editMessageAttributes({ index, attributes }, channel) {
    await (await message(channel, index)).updateAttributes(attributes);
  }

  async _removeMessage({ index }, channel) {
    await (await message(channel, index)).remove();
  }

  async _updateFriendlyName({ value }, channel) {
    await channel.updateFriendlyName(value);
  }

  async _memberHorizon({ identity }, channel) {
    return { horizon: (await channel.getMemberByIdentity(identity)).lastConsumedMessageIndex };
  }

  async _profile({ friendlyName, attributes }) {
    if (friendlyName !== undefined) {
      await this.client.userInfo.updateFriendlyName(friendlyName);
    }
    if (attributes !== undefined) {
      await this.client.userInfo.updateAttributes(attributes);
    }
  }

  _ownProfile() {
    const { friendlyName, attributes } = this.client.userInfo;
    return { friendlyName, attributes };
  }
}

async function message(channel, index) {
  return (await channel.getMessages(1, index)).items[0];
}
