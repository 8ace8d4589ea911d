package dev.chorus.sync;

import dev.chorus.bus.BusAddress;
import dev.chorus.service.ServiceInstance;
import dev.chorus.service.ServiceVerticle;
import dev.chorus.store.Store;

/**
 * One instance of the sync service: it answers a command, and then tells the gateways that follow what changed.
 */
public final class SyncVerticle extends ServiceVerticle {
    private final SyncOptions options;

    /** An instance that runs as these options say. */
    public SyncVerticle(SyncOptions options) {
        super(BusAddress.SYNC, options.service());
        this.options = options;
    }

    @Override
    protected ServiceInstance over(Store store) {
        return SyncService.over(vertx, store, options);
    }
}
