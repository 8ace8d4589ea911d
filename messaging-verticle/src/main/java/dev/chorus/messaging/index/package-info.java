/**
 * What a service has, in the order in which it came: indexes that only back ends read.
 */
@NullMarked
package dev.chorus.messaging.index;

import org.jspecify.annotations.NullMarked;
