/**
 * Access tokens: who made them, for whom, what for and until when.
 */
@NullMarked
package dev.chorus.gateway.auth;

import org.jspecify.annotations.NullMarked;
