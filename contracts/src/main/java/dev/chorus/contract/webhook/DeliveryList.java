package dev.chorus.contract.webhook;

import dev.chorus.contract.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of deliveries.
 *
 * @param deliveries the latest first
 * @param next where the next page begins; null for none
 */
public record DeliveryList(
        List<DeliveryState> deliveries, @Nullable String next) implements Reply {}
