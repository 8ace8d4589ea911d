/**
 * How changes reach the gateways that follow an object.
 */
@NullMarked
package dev.chorus.service.delivery;

import org.jspecify.annotations.NullMarked;
