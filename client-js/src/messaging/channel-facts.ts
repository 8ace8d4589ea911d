import { Emitter } from '../core/emitter.js';
import { sameJson, type JsonObject } from '../core/json.js';
import { attributesOf } from './context.js';

/** What the own user is to a channel. */
export type ChannelStatus = 'joined' | 'invited' | 'notParticipating';

/** Whether the own user wants to be notified of messages. */
export type NotificationLevel = 'default' | 'muted';

/** The last message of a channel. */
export interface LastMessage {
  /** Its index. */
  readonly index: number;
  /** When it was sent. */
  readonly dateCreated: Date;
}

const DOCUMENT_FIELDS = ['friendlyName', 'uniqueName', 'createdBy', 'dateCreated', 'dateUpdated'] as const;
const MEMBERSHIP_FIELDS = ['lastConsumedMessageIndex', 'notificationLevel'] as const;
/** What is known of a channel: always the present. */
export abstract class ChannelFacts<E extends { [K in keyof E]: unknown[] }> extends Emitter<E> {
  /** Its id. */
  readonly sid: string;
  #data: any = {};
  #attributes: JsonObject = {};
  #membership: any = { status: 'notParticipating' };

  /** @internal */
  protected constructor(sid: string) {
    super();
    this.sid = sid;
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

  /** @internal */
  get messagesName(): string {
    return encodeURIComponent(this.#data.messages);
  }

  /** @internal */
  get rosterName(): string {
    return this.#data.roster;
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
}
