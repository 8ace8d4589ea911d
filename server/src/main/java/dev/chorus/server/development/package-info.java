/**
 * What makes the first minute easy: keys that are made at the first start.
 */
@NullMarked
package dev.chorus.server.development;

import org.jspecify.annotations.NullMarked;
