/**
 * Programs of other teams: they join the cluster and hear from the event bus what happens in it.
 */
@NullMarked
package dev.chorus.examples;

import org.jspecify.annotations.NullMarked;
