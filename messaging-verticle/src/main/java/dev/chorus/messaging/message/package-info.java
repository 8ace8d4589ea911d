/**
 * Messages and typing.
 */
@NullMarked
package dev.chorus.messaging.message;

import org.jspecify.annotations.NullMarked;
