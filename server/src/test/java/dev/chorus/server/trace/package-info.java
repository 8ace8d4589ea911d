/** Traces of started processes, received by a collector. */
@NullMarked
package dev.chorus.server.trace;

import org.jspecify.annotations.NullMarked;
