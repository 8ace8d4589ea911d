/** Channels, their members and messages, and users. */
@NullMarked
package dev.chorus.client.messaging;

import org.jspecify.annotations.NullMarked;
