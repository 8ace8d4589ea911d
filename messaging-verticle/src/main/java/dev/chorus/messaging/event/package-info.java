/**
 * What other teams' verticles are told of.
 */
@NullMarked
package dev.chorus.messaging.event;

import org.jspecify.annotations.NullMarked;
