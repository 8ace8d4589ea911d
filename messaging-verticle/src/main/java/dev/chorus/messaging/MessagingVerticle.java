package dev.chorus.messaging;

import dev.chorus.bus.BusAddress;
import dev.chorus.service.ServiceInstance;
import dev.chorus.service.ServiceOptions;
import dev.chorus.service.ServiceVerticle;
import dev.chorus.store.Store;

/**
 * One instance of the messaging service: it tells the gateways that follow what changed, and then answers the command
 * that changed it.
 */
public final class MessagingVerticle extends ServiceVerticle {
    private final ServiceOptions options;

    /** An instance that runs as these options say. */
    public MessagingVerticle(ServiceOptions options) {
        super(BusAddress.MESSAGING, options);
        this.options = options;
    }

    @Override
    protected ServiceInstance over(Store store) {
        return MessagingService.over(vertx, store, options);
    }
}
