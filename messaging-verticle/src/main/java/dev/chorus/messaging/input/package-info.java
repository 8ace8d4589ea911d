/**
 * What commands of messaging may contain.
 */
@NullMarked
package dev.chorus.messaging.input;

import org.jspecify.annotations.NullMarked;
