/**
 * Who calls, and what they may do.
 */
@NullMarked
package dev.chorus.service.access;

import org.jspecify.annotations.NullMarked;
