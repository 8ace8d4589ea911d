/**
 * Measurements. Each prints a table in which what is claimed stands beside something that ran in the same minute, with
 * the ratio of the two: absolute numbers say more of the machine than of the program.
 */
@NullMarked
package dev.chorus.bench;

import org.jspecify.annotations.NullMarked;
