/**
 * What is measured of the process itself; each role measures what it does.
 */
@NullMarked
package dev.chorus.server.metrics;

import org.jspecify.annotations.NullMarked;
