/**
 * Users of a chat service: their profiles, whether they are there, and that they are typing.
 */
@NullMarked
package dev.chorus.contract.user;

import org.jspecify.annotations.NullMarked;
