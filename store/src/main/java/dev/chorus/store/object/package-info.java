/**
 * Objects as wholes: made, read, changed, removed.
 */
@NullMarked
package dev.chorus.store.object;

import org.jspecify.annotations.NullMarked;
