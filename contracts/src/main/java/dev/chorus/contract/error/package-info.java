/**
 * What can go wrong, as numbers that are part of the API: one code, one HTTP status, one meaning.
 */
@NullMarked
package dev.chorus.contract.error;

import org.jspecify.annotations.NullMarked;
