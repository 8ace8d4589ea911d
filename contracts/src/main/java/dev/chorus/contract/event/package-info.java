/**
 * What the services publish for verticles of other teams: facts of the domain, after they happened.
 */
@NullMarked
package dev.chorus.contract.event;

import org.jspecify.annotations.NullMarked;
