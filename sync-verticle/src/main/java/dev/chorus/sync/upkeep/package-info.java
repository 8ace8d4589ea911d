/**
 * What goes on by itself: expiry, and listings that follow.
 */
@NullMarked
package dev.chorus.sync.upkeep;

import org.jspecify.annotations.NullMarked;
