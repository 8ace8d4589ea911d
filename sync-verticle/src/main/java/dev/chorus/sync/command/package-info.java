/**
 * How a command finds its handler.
 */
@NullMarked
package dev.chorus.sync.command;

import org.jspecify.annotations.NullMarked;
