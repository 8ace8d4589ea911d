/**
 * Changes, the one event format of the system: each has the next id of its object, and every log and every delivery carries it.
 */
@NullMarked
package dev.chorus.contract.change;

import org.jspecify.annotations.NullMarked;
