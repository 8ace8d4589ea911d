/**
 * Accounts, their keys and their services.
 */
@NullMarked
package dev.chorus.store.tenant;

import org.jspecify.annotations.NullMarked;
