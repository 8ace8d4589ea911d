/**
 * Which gateways follow an object.
 */
@NullMarked
package dev.chorus.store.interest;

import org.jspecify.annotations.NullMarked;
