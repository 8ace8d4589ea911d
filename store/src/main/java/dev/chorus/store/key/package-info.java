/**
 * How objects are spread over partitions, and how their keys are named.
 */
@NullMarked
package dev.chorus.store.key;

import org.jspecify.annotations.NullMarked;
