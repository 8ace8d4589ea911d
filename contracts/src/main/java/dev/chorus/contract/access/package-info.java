/**
 * Accounts, services and API keys, and who it is that asks.
 */
@NullMarked
package dev.chorus.contract.access;

import org.jspecify.annotations.NullMarked;
