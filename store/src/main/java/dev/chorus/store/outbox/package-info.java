/**
 * How a service's listings follow what happens to its objects under other roots.
 */
@NullMarked
package dev.chorus.store.outbox;

import org.jspecify.annotations.NullMarked;
