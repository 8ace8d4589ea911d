/**
 * The one program: it reads its configuration once, starts the roles that it is told, and stops them in order.
 */
@NullMarked
package dev.chorus.server;

import org.jspecify.annotations.NullMarked;
