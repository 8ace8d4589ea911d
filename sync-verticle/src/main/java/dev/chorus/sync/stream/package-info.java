/**
 * Commands about message streams.
 */
@NullMarked
package dev.chorus.sync.stream;

import org.jspecify.annotations.NullMarked;
