/**
 * What is over and waits to be removed.
 */
@NullMarked
package dev.chorus.store.expiry;

import org.jspecify.annotations.NullMarked;
