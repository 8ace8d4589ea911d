package dev.chorus.contract.access;

import dev.chorus.contract.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an account's services.
 *
 * @param services the services, in order
 * @param next where the next page begins; null if there is none
 */
public record ServicePage(
        List<ServiceSettings> services, @Nullable String next) implements Reply {}
