/**
 * What every instance of a service is made of, whichever domain it serves: the table of its commands, the links to the gateways and the leases.
 */
@NullMarked
package dev.chorus.service;

import org.jspecify.annotations.NullMarked;
