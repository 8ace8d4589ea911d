/**
 * How back ends are asked before something happens and told after it did (docs/webhooks.md).
 */
@NullMarked
package dev.chorus.service.webhook;

import org.jspecify.annotations.NullMarked;
