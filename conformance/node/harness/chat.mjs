import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { becomes, PATIENCE_MILLIS, within } from './deadline.mjs';
import { KEYS } from './keys.mjs';
import { Proxy } from './proxy.mjs';
import { mintToken } from './tokens.mjs';

const require = createRequire(import.meta.url);
const { Client: NewClient } = require('twilio-chat');
const { Client: FirstClient } = require('twilio-ip-messaging');
const { AccessManager } = require('twilio-common');

export const FIRST = 'twilio-ip-messaging 0.10.12';
export const LAST = 'twilio-chat 6.0.0';
export const CHAT_VERSIONS = [FIRST, LAST];

const EVENTS = [
  ...['channelAdded', 'channelInvited', 'channelJoined', 'channelLeft', 'channelRemoved', 'channelUpdated'],
  ...['memberJoined', 'memberLeft', 'memberUpdated', 'messageAdded', 'messageUpdated', 'messageRemoved'],
  ...['typingStarted', 'typingEnded', 'userUpdated', 'userInfoUpdated', 'tokenExpired', 'tokenAboutToExpire'],
];

/** A token as an app's back end would mint it for chat. */
export function chatToken(identity, { lifetimeSeconds, grant = 'chat', ...rest } = {}) {
  const grants = { identity, [grant]: { service_sid: KEYS.serviceSid } };
  return mintToken({ identity, grants, ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }), ...rest });
}

export function chatIdentity(name = 'user') {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

/** What an app sets to reach a gateway; a fresh object, for the clients write into it. */
export function chatOptions(version, url) {
  const socket = url.replace(/^http/, 'ws');
  return version === LAST
    ? { logLevel: 'silent', Chat: { apiUri: url }, cdsUri: url, Twilsock: { uri: `${socket}/v3/wsconnect` } }
    : {
        logLevel: 'silent',
        Twilsock: { uri: socket },
        DataSync: { cdsUri: url },
        IPMessaging: { typingUri: url },
      };
}

/** One user's client of either generation, with every event that it fired and one vocabulary for what differs. */
export class ChatUser {
  /** A client that is still connecting. */
  static begin(version, url, { identity = chatIdentity(), token = chatToken(identity), proxy } = {}) {
    return new ChatUser(version, proxy?.url ?? url, identity, token, proxy);
  }

  /** Completes with a client that knows its channels. */
  static async connect(version, url, how) {
    const user = ChatUser.begin(version, url, how);
    await user.ready();
    return user;
  }

  /** The same, behind a proxy of its own. */
  static async behindProxy(version, port, how = {}) {
    return ChatUser.connect(version, undefined, { ...how, proxy: await Proxy.to(port) });
  }

  constructor(version, url, identity, token, proxy) {
    this.version = version;
    this.identity = identity;
    this.proxy = proxy;
    this.events = [];
    this.manager = version === FIRST ? new AccessManager(token) : undefined;
    const options = chatOptions(version, url);
    this.client = version === FIRST ? new FirstClient(this.manager, options) : new NewClient(token, options);
    for (const name of EVENTS) {
      this.client.on(name, argument => this.events.push({ name, ...facts(argument) }));
    }
  }

  ready() {
    const begun =
      this.version === FIRST
        ? this.client.initialize().then(() => this.client.getChannels())
        : new Promise((resolve, reject) =>
            this.client.on('stateChanged', state => (state === 'initialized' ? resolve() : reject(new Error(state)))),
          ).then(() => this.client.getSubscribedChannels());
    return within(PATIENCE_MILLIS, `${this.version} to start`, begun).then(() => this.connected());
  }

  connected(patienceMillis) {
    return this.reaches('connected', patienceMillis);
  }

  reaches(state, patienceMillis = PATIENCE_MILLIS) {
    return becomes(`${this.identity} is ${state}`, () => this.client.connectionState === state, patienceMillis);
  }

  /** Makes a channel and, as apps do, joins it. */
  async createJoined(options = {}) {
    const channel = await this.client.createChannel(options);
    await channel.join();
    await this.joined(channel.sid);
    return channel;
  }

  /** The channel as this client has it; rejects where it has none. */
  async channel(sid) {
    if (this.version === LAST) {
      return this.client.getChannelBySid(sid);
    }
    await becomes(`${this.identity} knows ${sid}`, () => this.client.channels.has(sid));
    return this.client.channels.get(sid);
  }

  /** Completes when the client is a member and hears what happens in the channel. */
  async joined(sid) {
    const channel = await this.channel(sid);
    await becomes(`${this.identity} joined`, () => channel.status === 'joined');
    await channel.getMembers();
    await channel.getMessages(1);
    if (this.version === LAST) {
      let followed = false;
      await becomes('the channel is followed', () => {
        isFollowed(channel).then(is => (followed = is));
        return followed;
      });
    }
    return channel;
  }

  async messages(channel, count = 30) {
    const found = await channel.getMessages(count);
    return Array.isArray(found) ? found : found.items;
  }

  /** A paginator of messages, the newest first. */
  pages(channel, size) {
    return this.version === FIRST ? channel.getMessagesPaged(size) : channel.getMessages(size);
  }

  async updateProfile({ friendlyName, attributes }) {
    const profile = this.client.user ?? this.client.userInfo;
    if (friendlyName !== undefined) {
      await profile.updateFriendlyName(friendlyName);
    }
    if (attributes !== undefined) {
      await profile.updateAttributes(attributes);
    }
  }

  updateToken(token) {
    return this.version === FIRST ? this.manager.updateToken(token) : this.client.updateToken(token);
  }

  /** The events of these names, about this channel if one is given, in order. */
  heard(names, channelSid) {
    return this.events.filter(
      event => names.includes(event.name) && (channelSid === undefined || event.channel === channelSid),
    );
  }

  /** Completes when there are this many such events. */
  hears(count, names, channelSid, patienceMillis = PATIENCE_MILLIS) {
    const what = () =>
      `${count} of ${names} at ${this.identity} (${this.version}); heard ${JSON.stringify(this.events)}`;
    return within(
      patienceMillis,
      what,
      becomes(what, () => this.heard(names, channelSid).length >= count),
    );
  }

  bodies(channelSid) {
    return this.heard(['messageAdded'], channelSid).map(({ body }) => body);
  }

  async leave() {
    await this.client.shutdown();
    await this.proxy?.close();
  }
}

/**
 * To be called when all tests are over and the server is about to end: the first generation's client goes on after its
 * shutdown, and complains to nobody when its requests fail then.
 */
export function ignoreLeftovers() {
  for (const event of ['unhandledRejection', 'uncaughtException']) {
    process.removeAllListeners(event);
    process.on(event, () => undefined);
  }
}

/**
 * To be called where connections are cut or gateways die, before all tests: the first generation's client makes requests on its
 * own behalf and looks at no failure of them. One that was lost is told half a minute later, to no one, whichever test runs then.
 */
export function forgiveLostRequests() {
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason, promise) => {
    if (!/^Twilsock: request timeout/.test(reason?.message ?? '')) {
      listeners.forEach(listener => listener(reason, promise));
    }
  });
}

/** Whether the newer client's list of messages and roster are subscribed: only then is it told what is not kept. */
async function isFollowed(channel) {
  const objects = await Promise.all([
    channel.messagesEntity.messagesListPromise,
    channel.membersEntity.rosterEntityPromise,
  ]);
  return objects.every(object => Object.values(object ?? {}).some(part => part?.subscriptionState === 'established'));
}

/** What an event is about, as it was when it was fired. */
function facts(argument) {
  if (argument === undefined || argument === null || typeof argument !== 'object') {
    return {};
  }
  const subject = argument.message ?? argument.member ?? argument.user ?? argument;
  const reasons = argument.updateReasons ?? undefined;
  const channel = argument.channel ?? subject;
  const known = {
    channel: subject.channel?.sid ?? channel?.sid,
    index: subject.index,
    body: subject.body,
    author: subject.author,
    attributes: subject.body === undefined ? undefined : structuredClone(subject.attributes),
    identity: subject.identity,
    friendlyName: subject.friendlyName,
    online: subject.online ?? undefined,
    horizon: subject.identity === undefined ? undefined : subject.lastConsumedMessageIndex,
    reasons,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}
