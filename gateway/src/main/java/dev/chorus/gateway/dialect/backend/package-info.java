/**
 * The REST API for back ends: accounts and API keys authenticate with HTTP Basic, bodies are forms. It has a Sync
 * service's settings and permissions under {@code /sync/v1}, and the chat API under {@code /chat}, {@code /ip-messaging}
 * and, where nothing else is meant, without a prefix.
 */
@NullMarked
package dev.chorus.gateway.dialect.backend;

import org.jspecify.annotations.NullMarked;
