/**
 * Values that travel unread: user payloads stay the bytes that the client sent.
 */
@NullMarked
package dev.chorus.contract.value;

import org.jspecify.annotations.NullMarked;
