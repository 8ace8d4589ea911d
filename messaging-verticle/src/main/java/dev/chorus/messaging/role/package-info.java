/**
 * Roles of a service, what it has decided, and what a caller may do by them.
 */
@NullMarked
package dev.chorus.messaging.role;

import org.jspecify.annotations.NullMarked;
