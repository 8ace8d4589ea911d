import { CURSOR_LOST, type Feed } from '../connection/feed.js';
import { Page } from '../core/page.js';
import { Recent } from '../core/recent.js';
import { later } from '../core/timer.js';
import type { Channel } from './channel.js';
import type { MessagingContext } from './context.js';
import { Message } from './message.js';

const REMEMBERED = 1_000;
const PAGE = 100;
const RETRY_MILLIS = 1_000;

/** @internal A channel's messages: followed, and read page by page. */
export class Messages {
  readonly #known = new Recent<number, Message>(REMEMBERED);
  #list: any;
  #feed: Feed | undefined;
  #isFollowed = false;

  constructor(
    private readonly context: MessagingContext,
    private readonly channel: Channel,
  ) {}

  /** Follows them from now on. */
  async follow(): Promise<void> {
    this.#isFollowed = true;
    // Anew: what was read for a page may be of before the membership.
    this.#list = undefined;
    const root = await this.#open();
    this.#feed ??= this.context.subscriptions.follow({ sid: root.sid, type: 'list' }, root.last_event_id, {
      changed: (eventType, event) => this.#changed(eventType, event),
      gone: () => undefined,
      failed: error => (error.code === CURSOR_LOST ? void this.#readAnew() : undefined),
    });
    await this.#feed.live;
  }

  /** The server does not have all that was told. The latest messages that it has are told, where they are not known. */
  async #readAnew(): Promise<void> {
    if (!this.#isFollowed) {
      return;
    }
    this.#feed = undefined;
    try {
      await this.follow();
      const { body } = await this.context.connection.request({
        method: 'GET',
        path: `/v3/Lists/${this.#list.sid}/Items`,
        params: { PageSize: PAGE, Order: 'desc' },
      });
      for (const { index, data, last_event_id: id } of body.items.reverse()) {
        const isKnown = this.#known.get(index) !== undefined;
        const message = this.#message(index, data, id);
        if (!isKnown) {
          this.#tellAdded(message);
        }
      }
    } catch {
      later(RETRY_MILLIS, () => void this.#readAnew());
    }
  }

  unfollow(): void {
    this.#isFollowed = false;
    if (this.#feed) {
      this.context.subscriptions.unfollow(this.#feed);
      this.#feed = undefined;
      this.#list = undefined;
    }
  }

  /** A page, its messages in ascending order: older ones are before it, newer ones after it. */
  async page(pageSize: number, anchor: number | undefined, direction: 'backwards' | 'forward'): Promise<Page<Message>> {
    const isDescending = direction === 'backwards';
    return this.#read({ PageSize: pageSize, From: anchor, Order: isDescending ? 'desc' : 'asc' }, isDescending);
  }

  async #open(): Promise<any> {
    this.#list ??= (
      await this.context.connection.request({ method: 'GET', path: `/v3/Lists/${this.channel.messagesName}` })
    ).body;
    return this.#list;
  }

  async #read(params: Record<string, string | number | undefined>, isDescending: boolean): Promise<Page<Message>> {
    const { sid } = this.#list ?? (await this.#open());
    const { body } = await this.context.connection.request({ method: 'GET', path: `/v3/Lists/${sid}/Items`, params });
    const messages = body.items.map((item: any) => this.#message(item.index, item.data, item.last_event_id));
    const turn = (token: string | null) => (token ? () => this.#read({ PageToken: token }, isDescending) : null);
    const { next_token: onwards, previous_token: back } = body.meta;
    return isDescending
      ? new Page<Message>(messages.reverse(), turn(back), turn(onwards))
      : new Page<Message>(messages, turn(onwards), turn(back));
  }

  #message(index: number, data: any, eventId: number): Message {
    const known = this.#known.get(index);
    if (known) {
      const changes = known.take(data, eventId);
      if (changes.length > 0) {
        this.#tellUpdated(known, changes);
      }
      return known;
    }
    const message = new Message(this.context, this.channel, index, data, eventId);
    this.#known.set(index, message);
    return message;
  }

  #changed(eventType: string, event: any): void {
    const index = Number(event.item_index);
    switch (eventType) {
      case 'list_item_added': {
        // Not by #message: a page that overtook the event has made it known, but told nobody.
        this.#tellAdded(this.#message(index, event.item_data, event.id));
        break;
      }
      case 'list_item_updated': {
        const known = this.#known.get(index);
        if (known) {
          this.#message(index, event.item_data, event.id);
        } else {
          this.#tellUpdated(this.#message(index, event.item_data, event.id), ['dateUpdated']);
        }
        break;
      }
      case 'list_item_removed': {
        const message = this.#message(index, event.item_data, event.id);
        this.#known.delete(index);
        message.removed();
        this.channel.emit('messageRemoved', message);
        this.context.tell('messageRemoved', message);
        break;
      }
      default:
    }
  }

  #tellAdded(message: Message): void {
    this.channel.typingEndedBy(message.author);
    this.channel.emit('messageAdded', message);
    this.context.tell('messageAdded', message);
  }

  #tellUpdated(message: Message, changes: string[]): void {
    message.emit('updated', message, changes);
    this.channel.emit('messageUpdated', message, changes);
    this.context.tell('messageUpdated', message, changes);
  }
}
