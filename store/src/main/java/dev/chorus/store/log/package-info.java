/**
 * What happened to an object after an event: from its log, or as a difference of states.
 */
@NullMarked
package dev.chorus.store.log;

import org.jspecify.annotations.NullMarked;
