/**
 * The Redis that comes along: a real redis-server, extracted, started and watched over by the program.
 */
@NullMarked
package dev.chorus.server.redis;

import org.jspecify.annotations.NullMarked;
