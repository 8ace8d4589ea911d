/**
 * Twilsock connections: packets, sessions, their timers, and the way out to the network.
 */
@NullMarked
package dev.chorus.gateway.socket;

import org.jspecify.annotations.NullMarked;
