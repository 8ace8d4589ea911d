/**
 * Requests and the routes that answer them, whether they came by HTTP or through a socket.
 */
@NullMarked
package dev.chorus.gateway.tunnel;

import org.jspecify.annotations.NullMarked;
