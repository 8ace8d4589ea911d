package dev.chorus.service.access;

import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.store.tenant.TenantStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Settings of services as they were a moment ago. */
public final class SettingsCache {
    private static final Duration AGE = Duration.ofSeconds(1);
    private static final int SERVICES = 10_000;

    private final TenantStore tenants;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(ServiceSettings settings, long readNanos) {}

    /** A cache over this store, whose size a service shows in {@code …settings.cached}. */
    public SettingsCache(TenantStore tenants, String service, MeterRegistry meters) {
        this.tenants = tenants;
        Gauge.builder(service + ".settings.cached", this, cache -> cache.known.size())
                .description("Services whose settings are known for a moment")
                .register(meters);
    }

    /** Completes with the settings of a service; fails with the code that the store has for unknown ones. */
    public Future<ServiceSettings> read(String service) {
        Known found = known.get(service);
        if (found != null && System.nanoTime() - found.readNanos() < AGE.toNanos()) {
            return Future.succeededFuture(found.settings());
        }
        return tenants.readSettings(service).onSuccess(this::keep);
    }

    /** Has the next reading see that a service is gone. */
    public void forget(String service) {
        known.remove(service);
    }

    /** Takes what was just written, so that it counts here at once. */
    public void keep(ServiceSettings settings) {
        if (known.size() >= SERVICES) {
            known.clear();
        }
        known.put(settings.sid(), new Known(settings, System.nanoTime()));
    }
}
