/**
 * Sessions of the first client generation: commands that are appended, carried out for certain, and answered.
 */
@NullMarked
package dev.chorus.messaging.session;

import org.jspecify.annotations.NullMarked;
