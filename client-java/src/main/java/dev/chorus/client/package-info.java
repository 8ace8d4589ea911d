/**
 * The Java SDK of Chorus. {@link dev.chorus.client.messaging.MessagingClient} has channels, members and messages,
 * {@link dev.chorus.client.sync.SyncClient} documents, lists, maps and streams; {@link dev.chorus.client.AccessManager}
 * holds the token of both.
 *
 * <p>Methods may be called from any thread. Those that ask the server return a Vert.x future, which completes on the
 * context of whoever called, or on the client's own event loop where the caller has none. Listeners are called on the
 * client's event loop, in the order in which things happened, and must not block it.
 */
@NullMarked
package dev.chorus.client;

import org.jspecify.annotations.NullMarked;
