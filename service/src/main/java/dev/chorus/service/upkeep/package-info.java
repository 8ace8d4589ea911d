/**
 * Which instance does what goes on by itself.
 */
@NullMarked
package dev.chorus.service.upkeep;

import org.jspecify.annotations.NullMarked;
