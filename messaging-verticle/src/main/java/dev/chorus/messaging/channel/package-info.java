/**
 * Channels as wholes.
 */
@NullMarked
package dev.chorus.messaging.channel;

import org.jspecify.annotations.NullMarked;
