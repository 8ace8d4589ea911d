/**
 * The chat API of the newer client generation: what it changes, and what it cannot read from sync objects (chat specification, sections 4 and 8).
 */
@NullMarked
package dev.chorus.gateway.dialect.chat;

import org.jspecify.annotations.NullMarked;
