import type { Feed } from '../connection/feed.js';
import { Emitter } from '../core/emitter.js';
import { sameJson, type JsonObject } from '../core/json.js';
import type { Page } from '../core/page.js';
import { attributesOf, CHAT, type MessagingContext } from './context.js';
import type { Member } from './member.js';
import { Members } from './members.js';
import type { Message } from './message.js';
import { Messages } from './messages.js';
import type { UserInfo } from './user-info.js';
import { Waiters } from './waiters.js';

/** What the own user is to a channel. */
export type ChannelStatus = 'joined' | 'invited' | 'notParticipating';

/** Whether the own user wants to be notified of messages. */
export type NotificationLevel = 'default' | 'muted';

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

/** The last message of a channel. */
export interface LastMessage {
  /** Its index. */
  readonly index: number;
  /** When it was sent. */
  readonly dateCreated: Date;
}

const DOCUMENT_FIELDS = ['friendlyName', 'uniqueName', 'createdBy', 'dateCreated', 'dateUpdated'] as const;
const MEMBERSHIP_FIELDS = ['lastConsumedMessageIndex', 'notificationLevel'] as const;
const DEFAULT_PAGE = 30;

/** A channel: its members, its messages, and what the own user is to it. */
export class Channel extends Emitter<{ [K in keyof ChannelEvents]: ChannelEvents[K] }> {
  /** Its id. */
  readonly sid: string;
  #data: any = {};
  #attributes: JsonObject = {};
  #membership: any = { status: 'notParticipating' };
  #feed: Feed | undefined;
  #typingUntil = 0;
  #isGone = false;
  readonly #members: Members;
  readonly #messages: Messages;
  readonly #waiters = new Waiters();

  /** @internal */
  constructor(
    private readonly context: MessagingContext,
    sid: string,
  ) {
    super();
    this.sid = sid;
    this.#members = new Members(context, this);
    this.#messages = new Messages(context, this);
  }

  /** Its name that no other channel of the service has; null if it has none. */
  get uniqueName(): string | null {
    return this.#data.uniqueName ?? null;
  }

  /** The name to show; null if there is none. */
  get friendlyName(): string | null {
    return this.#data.friendlyName ?? null;
  }

  /** What the app keeps about the channel. */
  get attributes(): JsonObject {
    return this.#attributes;
  }

  /** Whether everybody of the service may see it. */
  get type(): 'public' | 'private' {
    return this.#data.type ?? this.#membership.type ?? 'private';
  }

  /** Whether it is hidden from whoever is not invited. */
  get isPrivate(): boolean {
    return this.type === 'private';
  }

  /** The identity of who made it. */
  get createdBy(): string {
    return this.#data.createdBy;
  }

  /** When it was made. */
  get dateCreated(): Date {
    return new Date(this.#data.dateCreated);
  }

  /** When its names or attributes last changed. */
  get dateUpdated(): Date {
    return new Date(this.#data.dateUpdated);
  }

  /** What the own user is to it. */
  get status(): ChannelStatus {
    return this.#membership.status;
  }

  /** How far the own user has read; null for not at all. */
  get lastConsumedMessageIndex(): number | null {
    return this.#membership.lastConsumedMessageIndex ?? null;
  }

  /** Whether the own user wants to be notified of messages. */
  get notificationLevel(): NotificationLevel {
    return this.#membership.notificationLevel ?? 'default';
  }

  /** Its last message; null if there is none. */
  get lastMessage(): LastMessage | null {
    const last = this.#data.lastMessage;
    return last ? { index: last.index, dateCreated: new Date(last.timestamp) } : null;
  }

  /** Becomes a member. Completes when messages and members are followed. */
  async join(): Promise<Channel> {
    await this.#post('/Participants', { identity: this.context.identity });
    await this.#waiters.until(() => this.status === 'joined' || this.#isGone);
    return this;
  }

  /** Ends the own membership; does nothing where there is none. */
  async leave(): Promise<Channel> {
    if (this.status === 'joined') {
      await this.#delete(`/Participants/${encodeURIComponent(this.context.identity)}`);
      await this.#waiters.until(() => this.status !== 'joined');
    }
    return this;
  }

  /** Refuses an invitation. */
  async decline(): Promise<Channel> {
    await this.#delete(`/Invites/${encodeURIComponent(this.context.identity)}`);
    await this.#waiters.until(() => this.status !== 'invited');
    return this;
  }

  /** Makes a user a member, without being asked. */
  async add(identity: string): Promise<void> {
    await this.#post('/Participants', { identity });
  }

  /** Invites a user. */
  async invite(identity: string): Promise<void> {
    await this.#post('/Invites', { identity });
  }

  /** Removes a member. */
  async removeMember(member: Member | string): Promise<void> {
    await this.#delete(`/Participants/${encodeURIComponent(typeof member === 'string' ? member : member.sid)}`);
  }

  /** Removes the channel for everybody. */
  async delete(): Promise<Channel> {
    await this.#delete('');
    await this.#waiters.until(() => this.#isGone);
    return this;
  }

  /** Sends a message. Calls in a row arrive in their order. Completes with the message's index. */
  sendMessage(body: string, attributes: JsonObject = {}): Promise<number> {
    const text = JSON.stringify(attributes);
    // The others take the message for the end of typing: what is typed next is news again.
    this.#typingUntil = 0;
    return this.context.lanes.run(`messages ${this.sid}`, async () => {
      const answer = await this.#post('/Messages', { body, attributes: text });
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
    return this.#attributes;
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
    return (await this.#resource()).participants_count;
  }

  /** How many messages there are. */
  async getMessagesCount(): Promise<number> {
    return (await this.#resource()).messages_count;
  }

  /** How many messages lie above the read horizon; null while there is no horizon. */
  async getUnconsumedMessagesCount(): Promise<number | null> {
    const { body } = await this.context.connection.request({
      method: 'GET',
      path: `${CHAT}/MyConversations/${this.sid}`,
    });
    return body.unread_messages_count;
  }

  /** Tells the others that the own user is typing; at most once in some seconds, however often it is called. */
  async typing(): Promise<void> {
    if (Date.now() < this.#typingUntil) {
      return;
    }
    // Set before the answer: a second key must not lead to a second request.
    this.#typingUntil = Date.now() + 1_000;
    const { body } = await this.context.connection.request({
      method: 'POST',
      path: `${CHAT}/Typing`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `ChannelSid=${this.sid}`,
    });
    this.#typingUntil = Date.now() + body.typing_timeout * 1000;
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

  /** @internal */
  get messagesName(): string {
    return encodeURIComponent(this.#data.messages);
  }

  /** @internal */
  get rosterName(): string {
    return this.#data.roster;
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

  /** @internal Takes over names and attributes, and tells which are others; nothing where these are older. */
  takeData(data: any): string[] {
    if (this.#data.dateUpdated && data.dateUpdated < this.#data.dateUpdated) {
      return [];
    }
    const attributes = attributesOf(data.attributes);
    const changes: string[] = DOCUMENT_FIELDS.filter(
      field => field in data && (data[field] ?? null) !== (this.#data[field] ?? null),
    );
    if (!sameJson(attributes, this.#attributes)) {
      changes.push('attributes');
    }
    if ('lastMessage' in data && !sameJson(data.lastMessage ?? null, this.#data.lastMessage ?? null)) {
      changes.push('lastMessage');
    }
    this.#data = { ...this.#data, ...data };
    this.#attributes = attributes;
    return changes;
  }

  /** @internal Takes over what the own user is to it, and tells what changed. */
  takeMembership(membership: any): string[] {
    const before = this.#membership;
    const changes: string[] = MEMBERSHIP_FIELDS.filter(
      field => (membership[field] ?? null) !== (before[field] ?? null),
    );
    this.#membership = membership;
    return before.status === membership.status ? changes : ['status', ...changes];
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
      const answer = await this.#post('', body);
      const date = new Date(answer.body.date_updated);
      await this.#waiters.until(() => this.dateUpdated >= date || this.#isGone);
      return this;
    });
  }

  #membershipUpdate(body: object) {
    return this.context.lanes.run(`membership ${this.sid}`, () =>
      this.context.connection.request({ method: 'POST', path: `${CHAT}/MyConversations/${this.sid}`, body }),
    );
  }

  async #resource(): Promise<any> {
    return (await this.context.connection.request({ method: 'GET', path: this.#path('') })).body;
  }

  #post(path: string, body: object) {
    return this.context.connection.request({ method: 'POST', path: this.#path(path), body });
  }

  #delete(path: string) {
    return this.context.connection.request({ method: 'DELETE', path: this.#path(path) });
  }

  #path(rest: string): string {
    return `${CHAT}/Conversations/${this.sid}${rest}`;
  }

  #found(member: Member | undefined): Member {
    if (!member) {
      throw new RangeError('The channel has no such member');
    }
    return member;
  }
}
