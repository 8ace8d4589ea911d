import { Emitter } from '../core/emitter.js';
import { sameJson, type JsonObject } from '../core/json.js';
import type { Channel } from './channel.js';
import { attributesOf, CHAT, type MessagingContext } from './context.js';
import type { UserInfo } from './user-info.js';
import { Waiters } from './waiters.js';

/** What a member tells. */
export interface MemberEvents {
  /** Names the fields that changed. */
  updated: [member: Member, changes: string[]];
  /** The member has begun to type. */
  typingStarted: [member: Member];
  /** The member has stopped typing. */
  typingEnded: [member: Member];
}

/** A user in a channel. Whoever leaves and comes back is another member. */
export class Member extends Emitter<{ [K in keyof MemberEvents]: MemberEvents[K] }> {
  /** Its id. */
  readonly sid: string;
  /** Where it is a member. */
  readonly channel: Channel;
  #data: any;
  #attributes: JsonObject;
  #isTyping = false;
  readonly #waiters = new Waiters();

  /** @internal */
  constructor(
    private readonly context: MessagingContext,
    channel: Channel,
    sid: string,
    data: any,
  ) {
    super();
    this.channel = channel;
    this.sid = sid;
    this.#data = data;
    this.#attributes = attributesOf(data.attributes);
  }

  /** Who it is. */
  get identity(): string {
    return this.#data.identity;
  }

  /** The role in the channel. */
  get roleSid(): string {
    return this.#data.roleSid;
  }

  /** What the app keeps about the membership. */
  get attributes(): JsonObject {
    return this.#attributes;
  }

  /** How far the member has read: a message's index; null for not at all. */
  get lastConsumedMessageIndex(): number | null {
    return this.#data.lastConsumedMessageIndex ?? null;
  }

  /** When the member last said how far; null for never. */
  get lastConsumptionTimestamp(): Date | null {
    return this.#data.lastConsumptionTimestamp ? new Date(this.#data.lastConsumptionTimestamp) : null;
  }

  /** Since when it is a member. */
  get dateCreated(): Date {
    return new Date(this.#data.dateCreated);
  }

  /** When its attributes or role last changed. */
  get dateUpdated(): Date {
    return new Date(this.#data.dateUpdated);
  }

  /** Whether the member is typing now. */
  get isTyping(): boolean {
    return this.#isTyping;
  }

  /** The user behind it, who is followed from then on. */
  getUserInfo(): Promise<UserInfo> {
    return this.context.users.get(this.identity);
  }

  /** Changes the attributes. One's own, unless the role allows more. */
  async updateAttributes(attributes: JsonObject): Promise<Member> {
    const { body } = await this.context.connection.request({
      method: 'POST',
      path: `${CHAT}/Conversations/${this.channel.sid}/Participants/${this.sid}`,
      body: { attributes: JSON.stringify(attributes) },
    });
    const date = new Date(body.date_updated);
    await this.#waiters.until(() => this.dateUpdated >= date);
    return this;
  }

  /** Removes the member from the channel. */
  remove(): Promise<void> {
    return this.channel.removeMember(this);
  }

  /** @internal Takes over what it is now, and tells what changed. */
  take(data: any): string[] {
    const before = this.#data;
    const attributes = attributesOf(data.attributes);
    const changes = ['roleSid', 'lastConsumedMessageIndex', 'lastConsumptionTimestamp', 'dateUpdated'].filter(
      field => (before[field] ?? null) !== (data[field] ?? null),
    );
    if (!sameJson(attributes, this.#attributes)) {
      changes.push('attributes');
    }
    this.#data = data;
    this.#attributes = attributes;
    this.#waiters.look();
    return changes;
  }

  /** @internal */
  typing(isTyping: boolean): boolean {
    const changed = this.#isTyping !== isTyping;
    this.#isTyping = isTyping;
    return changed;
  }
}
