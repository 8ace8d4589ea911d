/**
 * Commands about objects as wholes.
 */
@NullMarked
package dev.chorus.sync.object;

import org.jspecify.annotations.NullMarked;
