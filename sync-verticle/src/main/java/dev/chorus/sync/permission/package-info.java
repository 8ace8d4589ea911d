/**
 * Commands about rights on objects.
 */
@NullMarked
package dev.chorus.sync.permission;

import org.jspecify.annotations.NullMarked;
