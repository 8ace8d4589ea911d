/** The stage on which gateways are tested: a real gateway, a service behind its bus that does as it is told, clients. */
@NullMarked
package dev.chorus.gateway.stage;

import org.jspecify.annotations.NullMarked;
