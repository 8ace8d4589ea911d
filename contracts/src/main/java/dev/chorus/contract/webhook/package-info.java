/**
 * Webhooks of channels, and what could not be delivered.
 */
@NullMarked
package dev.chorus.contract.webhook;

import org.jspecify.annotations.NullMarked;
