/**
 * Plain HTTP: the same routes that sockets reach by their tunnel, with what browsers ask for besides.
 */
@NullMarked
package dev.chorus.gateway.http;

import org.jspecify.annotations.NullMarked;
