/**
 * The data-sync API of the first client generation: entities, maps and streams behind absolute URLs, event logs, and sessions with commands (IP messaging specification, sections 5 to 13).
 */
@NullMarked
package dev.chorus.gateway.dialect.first;

import org.jspecify.annotations.NullMarked;
