/**
 * Members of channels, invitations, and a user's own view of a channel.
 */
@NullMarked
package dev.chorus.contract.member;

import org.jspecify.annotations.NullMarked;
