/**
 * Which nodes are alive.
 */
@NullMarked
package dev.chorus.store.lease;

import org.jspecify.annotations.NullMarked;
