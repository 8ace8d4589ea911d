/**
 * Sessions of the first client generation: command streams with their answers (first generation specification, section 8).
 */
@NullMarked
package dev.chorus.contract.session;

import org.jspecify.annotations.NullMarked;
