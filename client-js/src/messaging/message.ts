import { Emitter } from '../core/emitter.js';
import { sameJson, type JsonObject } from '../core/json.js';
import type { Channel } from './channel.js';
import { attributesOf, CHAT, type MessagingContext } from './context.js';
import type { Member } from './member.js';
import { Waiters } from './waiters.js';

/** What a message tells. */
export interface MessageEvents {
  /** Names the fields that changed. */
  updated: [message: Message, changes: string[]];
}

/** A message of a channel. */
export class Message extends Emitter<{ [K in keyof MessageEvents]: MessageEvents[K] }> {
  /** Where it was sent. */
  readonly channel: Channel;
  /** Its place in the channel: 0, 1, 2 and so on, never used again. */
  readonly index: number;
  #data: any;
  #attributes: JsonObject;
  #isRemoved = false;
  readonly #waiters = new Waiters();

  /** @internal */
  constructor(
    private readonly context: MessagingContext,
    channel: Channel,
    index: number,
    data: any,
    private eventId: number,
  ) {
    super();
    this.channel = channel;
    this.index = index;
    this.#data = data;
    this.#attributes = attributesOf(data.attributes);
  }

  /** Its id. */
  get sid(): string {
    return this.#data.sid;
  }

  /** The identity of who wrote it. */
  get author(): string | null {
    return this.#data.author ?? null;
  }

  /** The text. */
  get body(): string {
    return this.#data.text;
  }

  /** What the app keeps about it. */
  get attributes(): JsonObject {
    return this.#attributes;
  }

  /** The sid that its author had as a member. */
  get memberSid(): string | null {
    return this.#data.memberSid ?? null;
  }

  /** When it was sent. */
  get dateCreated(): Date {
    return new Date(this.#data.timestamp);
  }

  /** When it was last changed. */
  get dateUpdated(): Date {
    return new Date(this.#data.dateUpdated ?? this.#data.timestamp);
  }

  /** The identity of who changed it last; null for nobody. */
  get lastUpdatedBy(): string | null {
    return this.#data.lastUpdatedBy ?? null;
  }

  /** The member who wrote it; null if no longer one. */
  async getMember(): Promise<Member | null> {
    const members = await this.channel.getMembers();
    return members.find(({ sid, identity }) => sid === this.memberSid || identity === this.author) ?? null;
  }

  /** Changes the text. One's own messages', unless the role allows more. */
  updateBody(body: string): Promise<Message> {
    return this.#update({ body });
  }

  /** Changes the attributes. One's own messages', unless the role allows more. */
  updateAttributes(attributes: JsonObject): Promise<Message> {
    return this.#update({ attributes: JSON.stringify(attributes) });
  }

  /** Removes it for everybody. Its index stays used. */
  remove(): Promise<Message> {
    return this.#inOrder(async () => {
      await this.context.connection.request({ method: 'DELETE', path: this.#path() });
      await this.#waiters.until(() => this.#isRemoved);
      return this;
    });
  }

  /** @internal Takes over what it is now, and tells what changed; nothing where that is older. */
  take(data: any, eventId: number): string[] {
    if (eventId <= this.eventId) {
      return [];
    }
    const before = this.#data;
    const attributes = attributesOf(data.attributes);
    const changes = ['author', 'lastUpdatedBy', 'dateUpdated'].filter(
      field => (before[field] ?? null) !== (data[field] ?? null),
    );
    if (before.text !== data.text) {
      changes.push('body');
    }
    if (!sameJson(attributes, this.#attributes)) {
      changes.push('attributes');
    }
    this.#data = data;
    this.#attributes = attributes;
    this.eventId = eventId;
    this.#waiters.look();
    return changes;
  }

  /** @internal */
  removed(): void {
    this.#isRemoved = true;
    this.#waiters.look();
  }

  #update(body: object): Promise<Message> {
    return this.#inOrder(async () => {
      const answer = await this.context.connection.request({ method: 'POST', path: this.#path(), body });
      const date = new Date(answer.body.date_updated);
      await this.#waiters.until(() => this.dateUpdated >= date || this.#isRemoved);
      return this;
    });
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    return this.context.lanes.run(`message ${this.sid}`, work);
  }

  #path(): string {
    return `${CHAT}/Conversations/${this.channel.sid}/Messages/${this.sid}`;
  }
}
