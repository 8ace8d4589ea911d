/**
 * How a gateway follows an object: it registers its interest and reads what it missed in one step.
 */
@NullMarked
package dev.chorus.contract.subscription;

import org.jspecify.annotations.NullMarked;
