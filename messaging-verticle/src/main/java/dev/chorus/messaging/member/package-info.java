/**
 * Members, invitations, and a user's own view of channels.
 */
@NullMarked
package dev.chorus.messaging.member;

import org.jspecify.annotations.NullMarked;
