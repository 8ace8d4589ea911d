/**
 * What holds the house up: which module may use which, how things are named and how large they get.
 */
@NullMarked
package dev.chorus.architecture;

import org.jspecify.annotations.NullMarked;
