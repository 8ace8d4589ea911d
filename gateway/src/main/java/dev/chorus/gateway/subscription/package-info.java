/**
 * Who is told of what: the hub that puts each object's changes in order and hands them to its subscribers.
 */
@NullMarked
package dev.chorus.gateway.subscription;

import org.jspecify.annotations.NullMarked;
