import type { Connection } from '../connection/connection.js';
import type { Subscriptions } from '../connection/subscriptions.js';
import type { Lanes } from '../core/lanes.js';
import type { Channel } from './channel.js';
import type { Member } from './member.js';
import type { Message } from './message.js';
import type { UserInfo } from './user-info.js';
import type { Users } from './users.js';

/** @internal What the events of a channel are called at the client, with what they are about. */
export interface ChannelNews {
  memberJoined: [member: Member];
  memberLeft: [member: Member];
  memberUpdated: [member: Member, changes: string[]];
  messageAdded: [message: Message];
  messageUpdated: [message: Message, changes: string[]];
  messageRemoved: [message: Message];
  typingStarted: [member: Member];
  typingEnded: [member: Member];
}

/** @internal What the objects of one client share. */
export interface MessagingContext {
  readonly connection: Connection;
  readonly subscriptions: Subscriptions;
  readonly lanes: Lanes;
  readonly users: Users;
  /** The identity that the server knows this client by. */
  readonly identity: string;
  /** Whether the service tells who is online. */
  readonly reachabilityEnabled: boolean;
  /** Has the client tell what happened in a channel. */
  tell<K extends keyof ChannelNews>(event: K, ...args: ChannelNews[K]): void;
  /** Has the client tell that a channel is another now. */
  channelChanged(channel: Channel, changes: string[]): void;
  /** A channel's document is gone, so the channel is. */
  channelGone(channel: Channel): void;
  userChanged(user: UserInfo, changes: string[]): void;
}

/** @internal The one way of asking for something under `/Client/v1`. */
export const CHAT = '/Client/v1';

/** @internal Attributes travel as JSON text. */
export function attributesOf(text: unknown): Record<string, unknown> {
  if (typeof text !== 'string') {
    return (text as Record<string, unknown>) ?? {};
  }
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
