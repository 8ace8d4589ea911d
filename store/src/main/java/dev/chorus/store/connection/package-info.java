/**
 * Connections to Redis that are kept up: supervised, pipelined, bounded.
 */
@NullMarked
package dev.chorus.store.connection;

import org.jspecify.annotations.NullMarked;
