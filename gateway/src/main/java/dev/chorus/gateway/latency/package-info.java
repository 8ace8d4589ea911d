/**
 * How long changes take from their commit to the sockets, told honestly where clocks of machines differ.
 */
@NullMarked
package dev.chorus.gateway.latency;

import org.jspecify.annotations.NullMarked;
