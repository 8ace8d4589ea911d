/**
 * Who is connected: what a gateway tells of the users of its sockets.
 */
@NullMarked
package dev.chorus.gateway.presence;

import org.jspecify.annotations.NullMarked;
