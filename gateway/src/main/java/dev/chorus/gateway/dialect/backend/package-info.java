/**
 * The REST API for back ends: accounts and API keys authenticate with HTTP Basic, bodies are forms. So far it has a
 * service's settings and permissions under {@code /sync/v1}, and its chat settings and roles under {@code /chat/v2}.
 */
@NullMarked
package dev.chorus.gateway.dialect.backend;

import org.jspecify.annotations.NullMarked;
