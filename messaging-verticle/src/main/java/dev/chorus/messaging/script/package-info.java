/**
 * How messaging runs its scripts: one for each command, on the partition of what it changes.
 */
@NullMarked
package dev.chorus.messaging.script;

import org.jspecify.annotations.NullMarked;
