/**
 * Users: their profiles, roles and presence.
 */
@NullMarked
package dev.chorus.messaging.user;

import org.jspecify.annotations.NullMarked;
