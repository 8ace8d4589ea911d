import { copy, type JsonObject } from '../core/json.js';
import type { SyncContext } from './context.js';
import { SyncObject } from './sync-object.js';

/** A message of a stream. */
export interface StreamMessage {
  /** Its id. */
  readonly sid: string;
  /** What was published. */
  readonly data: JsonObject;
}

/** A message was published. */
export interface MessagePublished {
  /** The message. */
  readonly message: StreamMessage;
  /** Whether by this client. */
  readonly isLocal: boolean;
}

/** What a stream tells. */
export interface StreamEvents {
  /** A message was published, here or elsewhere. Messages are not kept: who is away misses them. */
  messagePublished: [event: MessagePublished];
}

/** Messages from whoever publishes to whoever listens at that moment. */
export class SyncStream extends SyncObject<StreamEvents> {
  /** @internal */
  constructor(context: SyncContext, root: any) {
    super(context, 'stream', 'Streams', root);
  }

  /** @internal Completes when messages flow. */
  get live(): Promise<void> {
    return this.feed.live;
  }

  /** Publishes a message of at most 4 KiB. Completes with it. */
  publishMessage(data: JsonObject): Promise<StreamMessage> {
    const value = copy(data);
    return this.inOrder('messages', () =>
      this.call({ method: 'POST', path: `${this.path}/Messages`, body: { data: value } }, ({ body }) => {
        const message: StreamMessage = { sid: body.sid, data: value };
        this.emit('messagePublished', { message, isLocal: true });
        return message;
      }),
    );
  }

  /** Removes the stream for everybody. */
  removeStream(): Promise<void> {
    return this.removeObject();
  }

  /** @internal */
  protected changed(eventType: string, event: any): void {
    if (eventType === 'stream_message_published') {
      this.emit('messagePublished', { message: { sid: event.message_sid, data: event.message_data }, isLocal: false });
    }
  }
}
