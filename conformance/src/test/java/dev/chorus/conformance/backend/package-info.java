/**
 * The published helper library for back ends in Java, unmodified, against a started Chorus.
 */
@NullMarked
package dev.chorus.conformance.backend;

import org.jspecify.annotations.NullMarked;
