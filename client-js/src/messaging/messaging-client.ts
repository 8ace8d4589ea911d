import { Connection } from '../connection/connection.js';
import type { ClientOptions } from '../connection/options.js';
import { ConnectionState } from '../connection/state.js';
import { Subscriptions } from '../connection/subscriptions.js';
import type { AccessManager } from '../core/access-manager.js';
import { Emitter } from '../core/emitter.js';
import type { JsonObject } from '../core/json.js';
import { Lanes } from '../core/lanes.js';
import type { LogLevel } from '../core/logger.js';
import { TokenSource } from '../core/token-source.js';
import { VERSION } from '../core/version.js';
import type { Channel } from './channel.js';
import { Channels } from './channels.js';
import { CHAT, type MessagingContext } from './context.js';
import type { Member } from './member.js';
import type { Message } from './message.js';
import type { UserInfo } from './user-info.js';
import { Users } from './users.js';

/** What a messaging client tells. */
export interface MessagingClientEvents {
  /** A channel has become visible. */
  channelAdded: [channel: Channel];
  /** The own user is invited to a channel. */
  channelInvited: [channel: Channel];
  /** The own user has become a member of a channel. */
  channelJoined: [channel: Channel];
  /** The own user is no longer a member of a channel, or no longer invited. */
  channelLeft: [channel: Channel];
  /** A channel is no longer visible. */
  channelRemoved: [channel: Channel];
  /** A channel is another now; the fields that changed are named. */
  channelUpdated: [channel: Channel, changes: string[]];
  /** The connection has another state. */
  connectionStateChanged: [state: ConnectionState];
  /** Another user has become a member of a channel. */
  memberJoined: [member: Member];
  /** A member has left a channel. */
  memberLeft: [member: Member];
  /** A member is another now; the fields that changed are named. */
  memberUpdated: [member: Member, changes: string[]];
  /** A message has come. */
  messageAdded: [message: Message];
  /** A message was removed. */
  messageRemoved: [message: Message];
  /** A message is another now; the fields that changed are named. */
  messageUpdated: [message: Message, changes: string[]];
  /** The token ends in about three minutes. */
  tokenAboutToExpire: [];
  /** The token has ended, or is about to. */
  tokenExpired: [];
  /** A member has begun to type. */
  typingStarted: [member: Member];
  /** A member has stopped typing. */
  typingEnded: [member: Member];
  /** A user is another now; told of the own user and of those whose info was asked for. */
  userInfoUpdated: [user: UserInfo, changes: string[]];
}

/** What a messaging client can be told at its construction. */
export interface MessagingClientOptions extends ClientOptions {
  /** Whether public channels are known without being joined, and new ones told of; true unless set. */
  publicChannels?: boolean;
}

/** How a channel is made. */
export interface CreateChannelOptions {
  /** What the app keeps about it. */
  attributes?: JsonObject;
  /** Whether it is hidden from whoever is not invited; false unless set. */
  isPrivate?: boolean;
  /** The name to show. */
  friendlyName?: string;
  /** A name that no other channel of the service has. */
  uniqueName?: string;
}

/**
 * Channels, members and messages of one user. The constructor returns at once; calls wait until the client knows its
 * channels.
 */
export class MessagingClient extends Emitter<{ [K in keyof MessagingClientEvents]: MessagingClientEvents[K] }> {
  /** The version of this SDK. */
  static readonly version = VERSION;
  /** The states of a connection. */
  static readonly connectionState = ConnectionState;
  /** The version of this SDK. */
  readonly version = VERSION;
  /** What was asked to be logged. */
  readonly logLevel: LogLevel;

  readonly #connection: Connection;
  readonly #subscriptions: Subscriptions;
  readonly #source: TokenSource;
  readonly #context: MessagingContext;
  readonly #channels: Channels;
  readonly #users: Users;
  readonly #followsPublic: boolean;
  #configuration: any;
  #starting: Promise<MessagingClient> | undefined;
  #expiryTold = '';

  /**
   * @param accessManager what holds the access token, or the token itself
   * @param options where Chorus is, and how to behave
   */
  constructor(accessManager: AccessManager | string, options: MessagingClientOptions = {}) {
    super();
    this.logLevel = options.logLevel ?? 'error';
    this.#followsPublic = options.publicChannels ?? true;
    this.#source = new TokenSource(accessManager, text => this.#connection.updateToken(text));
    this.#connection = new Connection(
      this.#source.manager.token,
      { name: 'ip_messaging', messageTypes: ['twilio.ipmsg.typing_indicator', 'twilio.sync.event'] },
      options,
    );
    this.#subscriptions = new Subscriptions(this.#connection);
    this.#users = new Users(
      () => this.#context,
      () => this.#configuration?.options?.user_infos_to_subscribe ?? 100,
    );
    this.#context = this.#makeContext();
    this.#channels = new Channels(this.#context, { tell: (event, channel) => this.emit(event, channel) });
    this.#listen();
    this.#connection.open();
    this.initialize().catch(() => undefined);
  }

  /** Where the connection stands. */
  get connectionState(): ConnectionState {
    return this.#connection.state;
  }

  /** What holds the token. */
  get accessManager(): AccessManager {
    return this.#source.manager;
  }

  /** Whether the service tells who is online. */
  get reachabilityEnabled(): boolean {
    return this.#configuration?.options?.reachability_enabled === true;
  }

  /** All channels that are known now, by their sids. To have them all, wait for {@link getChannels}. */
  get channels(): ReadonlyMap<string, Channel> {
    return this.#channels.known;
  }

  /**
   * The own user.
   *
   * @throws Error before the client has initialised
   */
  get userInfo(): UserInfo {
    if (!this.#users.own) {
      throw new Error('userInfo: not known yet (expected: after initialize() has completed)');
    }
    return this.#users.own;
  }

  /** The own identity: what the server says, and until then what the token says. */
  get identity(): string {
    return this.#configuration?.identity ?? this.#source.manager.identity;
  }

  /**
   * Completes when the client knows its user and its channels. It begins by itself; a call more than one does nothing
   * more.
   */
  initialize(): Promise<MessagingClient> {
    this.#starting ??= this.#start().catch(error => {
      // Another token may make it work.
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  /** Makes a channel. It is visible when this completes; its creator is no member yet. */
  async createChannel(options: CreateChannelOptions = {}): Promise<Channel> {
    await this.initialize();
    const { body } = await this.#connection.request({
      method: 'POST',
      path: `${CHAT}/Conversations`,
      body: {
        type: options.isPrivate ? 'private' : 'public',
        unique_name: options.uniqueName,
        friendly_name: options.friendlyName,
        attributes: JSON.stringify(options.attributes ?? {}),
      },
    });
    return this.#channels.ensure(body.sid);
  }

  /** The channel with this sid. Fails if there is none that the user may see. */
  async getChannelBySid(channelSid: string): Promise<Channel> {
    await this.initialize();
    return this.#channels.bySid(channelSid);
  }

  /** The channel with this unique name. Fails if there is none that the user may see. */
  async getChannelByUniqueName(uniqueName: string): Promise<Channel> {
    await this.initialize();
    return this.#channels.byUniqueName(uniqueName);
  }

  /** All channels that the client knows: those of the user, and public ones. */
  async getChannels(): Promise<Channel[]> {
    await this.initialize();
    return [...this.#channels.known.values()];
  }

  /** A user of the service, who is followed from then on. */
  async getUserInfo(identity: string): Promise<UserInfo> {
    await this.initialize();
    return this.#users.get(identity);
  }

  /** Replaces the token, as {@link AccessManager.updateToken} does. */
  updateToken(token: string): Promise<void> {
    return this.#source.manager.updateToken(token);
  }

  /** Ends the client and its connection; calls under way fail. */
  async shutdown(): Promise<void> {
    this.#source.close();
    this.#channels.close();
    this.#subscriptions.close();
    await this.#connection.close();
  }

  async #start(): Promise<MessagingClient> {
    const { body } = await this.#connection.request({ method: 'GET', path: `${CHAT}/Configuration` });
    this.#configuration = body;
    const { my_conversations: own, my_user_info: profile, public_conversations: visible } = body.sync_objects;
    await Promise.all([
      this.#users.openOwn(body.identity, profile),
      this.#channels.start(own, this.#followsPublic ? visible : undefined),
    ]);
    return this;
  }

  #listen(): void {
    this.#connection
      .on('stateChanged', state => this.emit('connectionStateChanged', state))
      .on('ready', () => void this.initialize().catch(() => undefined))
      .on('tokenAboutToExpire', () => this.emit('tokenAboutToExpire'))
      .on('tokenExpired', () => this.#tokenExpired())
      .on('notification', (type, payload) => {
        if (type === 'twilio.ipmsg.typing_indicator') {
          this.#channels.known.get(payload.channel_sid)?.typingStartedBy(payload.identity, payload.typing_timeout);
        }
      });
    this.#source.manager.on('tokenExpired', () => this.#tokenExpired());
  }

  /** Once for each token, whoever says it first. */
  #tokenExpired(): void {
    if (this.#expiryTold !== this.#source.manager.token) {
      this.#expiryTold = this.#source.manager.token;
      this.emit('tokenExpired');
    }
  }

  #makeContext(): MessagingContext {
    const client = this;
    return {
      connection: this.#connection,
      subscriptions: this.#subscriptions,
      lanes: new Lanes(),
      users: this.#users,
      get identity() {
        return client.identity;
      },
      get reachabilityEnabled() {
        return client.reachabilityEnabled;
      },
      tell: (event, ...args) => this.emit(event, ...(args as never)),
      channelChanged: (channel, changes) => this.emit('channelUpdated', channel, changes),
      channelGone: channel => this.#channels.gone(channel),
      userChanged: (user, changes) => {
        this.emit('userInfoUpdated', user, changes);
        this.#channels.known.forEach(channel => channel.userChanged(user, changes));
      },
    };
  }
}
