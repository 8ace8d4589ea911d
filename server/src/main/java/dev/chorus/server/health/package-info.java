/**
 * Whether a process lives, whether it should be sent clients, and what it counts.
 */
@NullMarked
package dev.chorus.server.health;

import org.jspecify.annotations.NullMarked;
