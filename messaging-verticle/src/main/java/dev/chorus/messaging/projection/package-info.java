/**
 * What follows a channel in other partitions: users' lists, the public list, unique names.
 */
@NullMarked
package dev.chorus.messaging.projection;

import org.jspecify.annotations.NullMarked;
