package dev.chorus.sync.access;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.access.ReadServiceSettings;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.access.RenewGatewayLease;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.UpdateServiceSettings;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.access.SettingsCache;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.lease.LeaseRegistry;
import dev.chorus.store.tenant.TenantStore;
import io.vertx.core.Future;
import java.time.Duration;

/** Answers commands about accounts, services, keys and leases. */
public final class AccessHandlers {
    private final ServiceAccess access;
    private final SettingsCache settings;
    private final TenantStore tenants;
    private final LeaseRegistry gateways;

    /** Handlers over these parts. */
    public AccessHandlers(ServiceAccess access, SettingsCache settings, TenantStore tenants, LeaseRegistry gateways) {
        this.access = access;
        this.settings = settings;
        this.tenants = tenants;
        this.gateways = gateways;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(ReadApiKey.class, "access.key.read", this::readKey)
                .on(ReadServiceSettings.class, "access.settings.read", this::readSettings)
                .on(UpdateServiceSettings.class, "access.settings.update", this::updateSettings)
                .on(RegisterTenant.class, "access.tenant.register", this::registerTenant)
                .on(RenewGatewayLease.class, "access.lease.renew", this::renewLease);
    }

    private Future<Outcome<ApiKey>> readKey(Caller caller, ReadApiKey command) {
        return tenants.readKey(command.sid()).map(Outcome::of);
    }

    private Future<Outcome<ServiceSettings>> readSettings(Caller caller, ReadServiceSettings command) {
        return access.settings(caller).map(Outcome::of);
    }

    private Future<Outcome<ServiceSettings>> updateSettings(Caller caller, UpdateServiceSettings command) {
        if (!caller.backEnd()) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.ACCESS_FORBIDDEN));
        }
        return access.settings(caller).compose(found -> {
            ServiceSettings updated = new ServiceSettings(found.sid(), found.accountSid(), command.aclEnabled());
            return tenants.writeSettings(updated)
                    .onSuccess(written -> settings.keep(updated))
                    .map(written -> Outcome.of(updated));
        });
    }

    private Future<Outcome<Done>> registerTenant(Caller caller, RegisterTenant command) {
        return tenants.register(command).map(registered -> Outcome.of(Done.DONE));
    }

    private Future<Outcome<Done>> renewLease(Caller caller, RenewGatewayLease command) {
        return gateways.renew(command.gateway(), Duration.ofMillis(command.leaseMillis()))
                .map(alive -> Outcome.of(Done.DONE));
    }
}
