/**
 * The items of lists and maps.
 */
@NullMarked
package dev.chorus.store.item;

import org.jspecify.annotations.NullMarked;
