/**
 * What webhooks are to be told, what became of it, and the webhooks of channels.
 */
@NullMarked
package dev.chorus.store.webhook;

import org.jspecify.annotations.NullMarked;
