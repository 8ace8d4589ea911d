/**
 * The language that the services and gateways of a cluster speak to each other: requests that carry a command and its caller.
 */
@NullMarked
package dev.chorus.contract;

import org.jspecify.annotations.NullMarked;
