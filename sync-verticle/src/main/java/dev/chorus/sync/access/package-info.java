/**
 * Accounts, keys, settings and leases, and the check of who may do what.
 */
@NullMarked
package dev.chorus.sync.access;

import org.jspecify.annotations.NullMarked;
