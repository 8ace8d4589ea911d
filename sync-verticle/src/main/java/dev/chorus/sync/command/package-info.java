/**
 * What commands may contain.
 */
@NullMarked
package dev.chorus.sync.command;

import org.jspecify.annotations.NullMarked;
