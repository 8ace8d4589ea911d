/**
 * JSON at the edge: read where it is understood, passed on as bytes where it is not.
 */
@NullMarked
package dev.chorus.gateway.json;

import org.jspecify.annotations.NullMarked;
