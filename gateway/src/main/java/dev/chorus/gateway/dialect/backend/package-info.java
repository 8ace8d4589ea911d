/**
 * The REST API for back ends, under {@code /sync/v1}: accounts and API keys authenticate with HTTP Basic, bodies are
 * forms. So far it has what a service's permissions need: the service's settings and the permissions themselves.
 */
@NullMarked
package dev.chorus.gateway.dialect.backend;

import org.jspecify.annotations.NullMarked;
