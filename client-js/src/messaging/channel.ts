import type { Answer } from '../connection/call.js';
import type { Feed } from '../connection/feed.js';
import type { JsonObject } from '../core/json.js';
import type { Page } from '../core/page.js';
import { ChannelRequests } from './channel-requests.js';
import { ChannelFacts, type NotificationLevel } from './channel-facts.js';
import type { MessagingContext } from './context.js';
import type { Member } from './member.js';
import { Members } from './members.js';
import type { Message } from './message.js';
import { Messages } from './messages.js';
import type { UserInfo } from './user-info.js';
import { Waiters } from './waiters.js';

/** What a channel tells. */
export interface ChannelEvents {
  /** Names the fields that changed. */
  updated: [channel: Channel, changes: string[]];
  /** The channel is no longer visible. */
  removed: [channel: Channel];
  /** Another user has become a member. */
  memberJoined: [member: Member];
  /** A member has left. */
  memberLeft: [member: Member];
  /** A member is another now; the fields that changed are named. */
  memberUpdated: [member: Member, changes: string[]];
  /** A member's user has changed; told of those whose user info was asked for. */
  memberInfoUpdated: [member: Member, user: UserInfo, changes: string[]];
  /** A message has come. */
  messageAdded: [message: Message];
  /** A message is another now; the fields that changed are named. */
  messageUpdated: [message: Message, changes: string[]];
  /** A message was removed. */
  messageRemoved: [message: Message];
  /** A member has begun to type. */
  typingStarted: [member: Member];
  /** A member has stopped typing. */
  typingEnded: [member: Member];
}

const DEFAULT_PAGE = 30;

/** A channel: its members, its messages, and what the own user is to it. */
export class Channel extends ChannelFacts<{ [K in keyof ChannelEvents]: ChannelEvents[K] }> {
  #feed: Feed | undefined;
  readonly #requests: ChannelRequests;
  #isGone = false;
  readonly #members: Members;
  readonly #messages: Messages;
  readonly #waiters = new Waiters();

  /** @internal */
  constructor(
    private readonly context: MessagingContext,
    sid: string,
  ) {
    super(sid);
    this.#members = new Members(context, this);
    this.#messages = new Messages(context, this);
    this.#requests = new ChannelRequests(context, sid);
  }

  /** Becomes a member. Completes when messages and members are followed. */
  async join(): Promise<Channel> {
    await this.#requests.post('/Participants', { identity: this.context.identity });
    await this.#waiters.until(() => this.status === 'joined' || this.#isGone);
    return this;
  }

  /** Ends the own membership; does nothing where there is none. */
  async leave(): Promise<Channel> {
    if (this.status === 'joined') {
      await this.#requests.delete(`/Participants/${encodeURIComponent(this.context.identity)}`);
      await this.#waiters.until(() => this.status !== 'joined');
    }
    return this;
  }

  /** Refuses an invitation. */
  async decline(): Promise<Channel> {
    await this.#requests.delete(`/Invites/${encodeURIComponent(this.context.identity)}`);
    await this.#waiters.until(() => this.status !== 'invited');
    return this;
  }

  /** Makes a user a member, without being asked. */
  async add(identity: string): Promise<void> {
    await this.#requests.post('/Participants', { identity });
  }

  /** Invites a user. */
  async invite(identity: string): Promise<void> {
    await this.#requests.post('/Invites', { identity });
  }

  /** Removes a member. */
  async removeMember(member: Member | string): Promise<void> {
    await this.#requests.delete(
      `/Participants/${encodeURIComponent(typeof member === 'string' ? member : member.sid)}`,
    );
  }

  /** Removes the channel for everybody. */
  async delete(): Promise<Channel> {
    await this.#requests.delete('');
    await this.#waiters.until(() => this.#isGone);
    return this;
  }

  /** Sends a message. Calls in a row arrive in their order. Completes with the message's index. */
  sendMessage(body: string, attributes: JsonObject = {}): Promise<number> {
    const text = JSON.stringify(attributes);
    this.#requests.typingEnded();
    return this.context.lanes.run(`messages ${this.sid}`, async () => {
      const answer = await this.#requests.post('/Messages', { body, attributes: text });
      return answer.body.index;
    });
  }

  /** Replaces the attributes. */
  updateAttributes(attributes: JsonObject): Promise<Channel> {
    return this.#update({ attributes: JSON.stringify(attributes) });
  }

  /** Changes the name to show. */
  updateFriendlyName(friendlyName: string): Promise<Channel> {
    return this.#update({ friendly_name: friendlyName });
  }

  /** Changes the unique name; an empty one takes it away. */
  updateUniqueName(uniqueName: string): Promise<Channel> {
    return this.#update({ unique_name: uniqueName });
  }

  /** The attributes, as they are now. */
  async getAttributes(): Promise<JsonObject> {
    return this.attributes;
  }

  /** All members. Only members may ask. */
  getMembers(): Promise<Member[]> {
    return this.#members.all();
  }

  /** A member by identity; fails if there is none. */
  async getMemberByIdentity(identity: string): Promise<Member> {
    return this.#found((await this.getMembers()).find(member => member.identity === identity));
  }

  /** A member by sid; fails if there is none. */
  async getMemberBySid(sid: string): Promise<Member> {
    return this.#found((await this.getMembers()).find(member => member.sid === sid));
  }

  /**
   * A page of messages in ascending order; `prevPage` has older ones, `nextPage` newer ones.
   *
   * @param pageSize 1 to 1,000
   * @param anchor the index to begin at, that message included; left out: the newest, or the oldest if forward
   * @param direction where to go from there
   */
  getMessages(
    pageSize = DEFAULT_PAGE,
    anchor?: number,
    direction: 'backwards' | 'forward' = 'backwards',
  ): Promise<Page<Message>> {
    return this.#messages.page(pageSize, anchor, direction);
  }

  /** How many members there are. */
  async getMembersCount(): Promise<number> {
    return (await this.#requests.get()).body.participants_count;
  }

  /** How many messages there are. */
  async getMessagesCount(): Promise<number> {
    return (await this.#requests.get()).body.messages_count;
  }

  /** How many messages lie above the read horizon; null while there is no horizon. */
  async getUnconsumedMessagesCount(): Promise<number | null> {
    const { body } = await this.#requests.getMembership();
    return body.unread_messages_count;
  }

  /** Tells the others that the own user is typing; at most once in some seconds, however often it is called. */
  async typing(): Promise<void> {
    await this.#requests.typing();
  }

  /** Moves the read horizon up to an index, never back. Completes with the number of unread messages. */
  async advanceLastConsumedMessageIndex(index: number): Promise<number> {
    return this.updateLastConsumedMessageIndex(Math.max(index, this.lastConsumedMessageIndex ?? 0));
  }

  /** Sets the read horizon, or takes it away. Completes with the number of unread messages. */
  async updateLastConsumedMessageIndex(index: number | null): Promise<number> {
    const { body } = await this.#membershipUpdate({ last_consumed_message_index: index });
    await this.#waiters.until(() => this.lastConsumedMessageIndex === index || this.status !== 'joined');
    return body.unread_messages_count;
  }

  /** Sets the read horizon to the last message. Completes with the number of unread messages. */
  async setAllMessagesConsumed(): Promise<number> {
    const { items } = await this.getMessages(1);
    return items[0] ? this.updateLastConsumedMessageIndex(items[0].index) : 0;
  }

  /** Takes the read horizon away. Completes with the number of unread messages. */
  setNoMessagesConsumed(): Promise<number> {
    return this.updateLastConsumedMessageIndex(null);
  }

  /** Says whether the own user wants to be notified. */
  async setUserNotificationLevel(level: NotificationLevel): Promise<void> {
    await this.#membershipUpdate({ notification_level: level });
    await this.#waiters.until(() => this.notificationLevel === level || this.status !== 'joined');
  }

  /** @internal Reads the channel's document and follows it. */
  async open(): Promise<void> {
    if (this.#feed) {
      return;
    }
    const { body } = await this.context.connection.request({
      method: 'GET',
      path: `/v3/Documents/${this.sid}.channel`,
    });
    this.takeData(body.data);
    this.#feed ??= this.context.subscriptions.follow({ sid: body.sid, type: 'document' }, body.last_event_id, {
      changed: (eventType, event) => {
        if (eventType === 'document_updated') {
          this.#tellChanged(this.takeData(event.document_data));
        }
      },
      gone: () => this.context.channelGone(this),
      failed: () => undefined,
    });
  }

  /** @internal Follows messages and members, where the own user is one. */
  async followConversation(): Promise<void> {
    await Promise.all([this.#messages.follow(), this.#members.follow()]);
  }

  /** @internal */
  unfollowConversation(): void {
    this.#messages.unfollow();
    this.#members.unfollow();
  }

  /** @internal Ends what is known of it. */
  close(): void {
    this.#isGone = true;
    this.unfollowConversation();
    if (this.#feed) {
      this.context.subscriptions.unfollow(this.#feed);
      this.#feed = undefined;
    }
    this.#waiters.look();
  }

  /** @internal */
  changed(changes: string[]): void {
    this.#tellChanged(changes);
  }

  /** @internal Calls that wait for this go on. */
  look(): void {
    this.#waiters.look();
  }

  /** @internal */
  typingStartedBy(identity: string, seconds: number): void {
    this.#members.typing(identity, seconds).catch(() => undefined);
  }

  /** @internal */
  typingEndedBy(identity: string | null): void {
    this.#members.typingEnded(identity);
  }

  /** @internal */
  userChanged(user: UserInfo, changes: string[]): void {
    const member = this.#members.known(user.identity);
    if (member) {
      this.emit('memberInfoUpdated', member, user, changes);
    }
  }

  #tellChanged(changes: string[]): void {
    this.#waiters.look();
    if (changes.length > 0) {
      this.emit('updated', this, changes);
      this.context.channelChanged(this, changes);
    }
  }

  #update(body: object): Promise<Channel> {
    return this.context.lanes.run(`channel ${this.sid}`, async () => {
      const answer = await this.#requests.post('', body);
      const date = new Date(answer.body.date_updated);
      await this.#waiters.until(() => this.dateUpdated >= date || this.#isGone);
      return this;
    });
  }

  #membershipUpdate(body: object): Promise<Answer> {
    return this.context.lanes.run(`membership ${this.sid}`, () => this.#requests.postMembership(body));
  }

  #found(member: Member | undefined): Member {
    if (!member) {
      throw new RangeError('The channel has no such member');
    }
    return member;
  }
}
