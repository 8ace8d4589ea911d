/**
 * How processes find each other: Hazelcast, for membership and the event bus only.
 */
@NullMarked
package dev.chorus.server.cluster;

import org.jspecify.annotations.NullMarked;
