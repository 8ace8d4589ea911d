/**
 * Who may do what with an object.
 */
@NullMarked
package dev.chorus.store.permission;

import org.jspecify.annotations.NullMarked;
