/**
 * Twilsock packets: what crosses a WebSocket between a client and a gateway, in its two generations, as bytes and as
 * values.
 */
@NullMarked
package dev.chorus.contract.frame;

import org.jspecify.annotations.NullMarked;
