/**
 * Commands with which gateways follow objects.
 */
@NullMarked
package dev.chorus.sync.subscription;

import org.jspecify.annotations.NullMarked;
