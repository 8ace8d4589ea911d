/**
 * The log as programs read it.
 */
@NullMarked
package dev.chorus.server.log;

import org.jspecify.annotations.NullMarked;
