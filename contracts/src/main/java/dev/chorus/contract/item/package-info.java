/**
 * The items of lists and maps. A list is a collection whose keys are numbers that the store hands out.
 */
@NullMarked
package dev.chorus.contract.item;

import org.jspecify.annotations.NullMarked;
