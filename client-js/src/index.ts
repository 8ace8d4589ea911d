/**
 * The client SDK of Chorus: {@link MessagingClient} for channels, members and messages, {@link SyncClient} for
 * documents, lists, maps and streams, {@link AccessManager} for the token of both.
 *
 * @packageDocumentation
 */
export { AccessManager, type AccessManagerEvents } from './core/access-manager.js';
export { type BackoffOptions } from './core/backoff.js';
export { Emitter, type EventMap, type Listener } from './core/emitter.js';
export { ChorusError, ClientErrorCode } from './core/errors.js';
export { type JsonObject, type JsonValue } from './core/json.js';
export { type LogLevel } from './core/logger.js';
export { Page } from './core/page.js';
export { VERSION } from './core/version.js';
export { type ClientOptions, type PacketTrace, type WebSocketClass } from './connection/options.js';
export { ConnectionState } from './connection/state.js';
export { type Item, type ItemQuery } from './sync/collection.js';
export {
  type DocumentUpdated,
  type ItemAdded,
  type ItemUpdated,
  type ListItemRemoved,
  type MapItemRemoved,
  type ObjectRemoved,
  type SubscriptionFailure,
} from './sync/events.js';
export { type TtlOptions } from './sync/context.js';
export { SyncDocument, type DocumentEvents } from './sync/document.js';
export { SyncList, type ListEvents, type ListItem } from './sync/list.js';
export { SyncMap, type MapEvents, type MapItem } from './sync/map.js';
export { SyncStream, type MessagePublished, type StreamEvents, type StreamMessage } from './sync/stream.js';
export { SyncClient, type OpenOptions, type SyncClientEvents } from './sync/sync-client.js';
export { SyncObject, type SyncObjectEvents } from './sync/sync-object.js';
export {
  ChannelFacts,
  type ChannelStatus,
  type LastMessage,
  type NotificationLevel,
} from './messaging/channel-facts.js';
export { Channel, type ChannelEvents } from './messaging/channel.js';
export { Member, type MemberEvents } from './messaging/member.js';
export { Message, type MessageEvents } from './messaging/message.js';
export {
  MessagingClient,
  type CreateChannelOptions,
  type MessagingClientEvents,
  type MessagingClientOptions,
} from './messaging/messaging-client.js';
export { UserInfo, type UserInfoEvents } from './messaging/user-info.js';
