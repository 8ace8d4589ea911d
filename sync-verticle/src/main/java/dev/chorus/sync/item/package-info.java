/**
 * Commands about the items of lists and maps.
 */
@NullMarked
package dev.chorus.sync.item;

import org.jspecify.annotations.NullMarked;
