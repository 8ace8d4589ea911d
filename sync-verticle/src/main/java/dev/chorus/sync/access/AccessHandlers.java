package dev.chorus.sync.access;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ChatWebhooks;
import dev.chorus.contract.access.CreateService;
import dev.chorus.contract.access.DeleteService;
import dev.chorus.contract.access.LeaseRenewed;
import dev.chorus.contract.access.ListServices;
import dev.chorus.contract.access.ReadServiceSettings;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.access.RenewGatewayLease;
import dev.chorus.contract.access.ServicePage;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.SyncWebhooks;
import dev.chorus.contract.access.UpdateChatWebhooks;
import dev.chorus.contract.access.UpdateServiceSettings;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.access.SettingsCache;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.key.NewSid;
import dev.chorus.store.lease.LeaseRegistry;
import dev.chorus.store.tenant.TenantStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers commands about services and leases. */
public final class AccessHandlers {
    private static final int LIMIT = 100;
    private static final int NAME_CHARACTERS = 256;
    private static final int SHORTEST_WINDOW_MILLIS = 1_000;
    private static final int LONGEST_WINDOW_MILLIS = 30_000;

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
        table.on(ReadServiceSettings.class, "access.settings.read", this::readSettings)
                .on(UpdateServiceSettings.class, "access.settings.update", this::updateSettings)
                .on(UpdateChatWebhooks.class, "access.webhooks.update", this::updateWebhooks)
                .on(CreateService.class, "access.service.create", this::createService)
                .on(ListServices.class, "access.service.list", this::listServices)
                .on(DeleteService.class, "access.service.delete", this::deleteService)
                .on(RegisterTenant.class, "access.tenant.register", this::registerTenant)
                .on(RenewGatewayLease.class, "access.lease.renew", this::renewLease);
    }

    private Future<Outcome<ServiceSettings>> readSettings(Caller caller, ReadServiceSettings command) {
        return access.settings(caller).map(Outcome::of);
    }

    private Future<Outcome<ServiceSettings>> updateSettings(Caller caller, UpdateServiceSettings command) {
        checkName(command.friendlyName());
        return change(caller, found -> changed(found, command));
    }

    private Future<Outcome<ServiceSettings>> updateWebhooks(Caller caller, UpdateChatWebhooks command) {
        return change(caller, found -> changed(found, command));
    }

    private Future<Outcome<ServiceSettings>> change(Caller caller, UnaryOperator<ServiceSettings> step) {
        onlyBackEnd(caller);
        // As it is stored and not as it was a moment ago, or one change might undo another.
        return access.settings(caller)
                .compose(known -> tenants.readSettings(known.sid()))
                .compose(found -> {
                    ServiceSettings updated = step.apply(found);
                    return tenants.writeSettings(updated)
                            .onSuccess(written -> settings.keep(updated))
                            .map(written -> Outcome.of(updated));
                });
    }

    private Future<Outcome<ServiceSettings>> createService(Caller caller, CreateService command) {
        onlyBackEnd(caller);
        checkName(command.friendlyName());
        String sid = "IS" + NewSid.message().substring(2);
        return tenants.create(caller.accountSid(), sid, command.friendlyName()).map(Outcome::of);
    }

    private Future<Outcome<ServicePage>> listServices(Caller caller, ListServices command) {
        onlyBackEnd(caller);
        int size = Math.max(1, Math.min(LIMIT, command.limit()));
        return tenants.services(caller.accountSid()).compose(all -> {
            String from = command.from();
            int begin = from == null ? 0 : all.indexOf(from) + 1;
            if (from != null && begin == 0) {
                return Future.failedFuture(new RequestFailedException(ErrorCode.PAGE_TOKEN_INVALID));
            }
            List<String> sids = all.subList(begin, Math.min(all.size(), begin + size));
            String next = begin + size < all.size() ? sids.get(size - 1) : null;
            return Future.all(sids.stream().map(this::find).toList()).map(found -> {
                List<Optional<ServiceSettings>> services = found.list();
                return Outcome.of(new ServicePage(
                        services.stream().flatMap(Optional::stream).toList(), next));
            });
        });
    }

    private Future<Optional<ServiceSettings>> find(String service) {
        return tenants.readSettings(service)
                .map(Optional::of)
                .recover(failure ->
                        failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.NOT_FOUND
                                ? Future.succeededFuture(Optional.empty())
                                : Future.failedFuture(failure));
    }

    private Future<Outcome<Done>> deleteService(Caller caller, DeleteService command) {
        onlyBackEnd(caller);
        return access.settings(caller)
                .compose(found -> tenants.remove(found)
                        .onSuccess(removed -> settings.forget(found.sid()))
                        .map(removed -> Outcome.of(Done.DONE)));
    }

    private static ServiceSettings changed(ServiceSettings found, UpdateServiceSettings change) {
        SyncWebhooks hooks = found.webhooks();
        long window = or(change.debouncingWindowMillis(), (long) hooks.debouncingWindowMillis());
        if (window < SHORTEST_WINDOW_MILLIS || window > LONGEST_WINDOW_MILLIS) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, "The debouncing window is not 1000 to 30000 ms");
        }
        return new ServiceSettings(
                found.sid(),
                found.accountSid(),
                or(change.aclEnabled(), found.aclEnabled()),
                new SyncWebhooks(
                        change.webhookUrl() == null ? hooks.url() : orNone(change.webhookUrl()),
                        or(change.webhooksFromRest(), hooks.fromRest()),
                        or(change.reachabilityWebhooks(), hooks.reachability()),
                        or(change.debouncing(), hooks.debouncing()),
                        (int) window),
                found.chatWebhooks(),
                change.friendlyName() == null ? found.friendlyName() : orNone(change.friendlyName()),
                found.createdMillis(),
                System.currentTimeMillis());
    }

    private static ServiceSettings changed(ServiceSettings found, UpdateChatWebhooks change) {
        ChatWebhooks hooks = found.chatWebhooks();
        return new ServiceSettings(
                found.sid(),
                found.accountSid(),
                found.aclEnabled(),
                found.webhooks(),
                new ChatWebhooks(
                        change.preUrl() == null ? hooks.preUrl() : orNone(change.preUrl()),
                        change.postUrl() == null ? hooks.postUrl() : orNone(change.postUrl()),
                        change.method() == null ? hooks.method() : orNone(change.method()),
                        or(change.filters(), hooks.filters()),
                        or(change.preRetries(), (long) hooks.preRetries()).intValue(),
                        or(change.postRetries(), (long) hooks.postRetries()).intValue(),
                        hooks.inChannels()),
                found.friendlyName(),
                found.createdMillis(),
                System.currentTimeMillis());
    }

    private static <T> T or(@Nullable T changed, T otherwise) {
        return changed == null ? otherwise : changed;
    }

    private static @Nullable String orNone(String text) {
        return text.isEmpty() ? null : text;
    }

    private static void checkName(@Nullable String friendlyName) {
        if (friendlyName != null && friendlyName.length() > NAME_CHARACTERS) {
            throw new RequestFailedException(ErrorCode.FRIENDLY_NAME_TOO_LONG);
        }
    }

    private static void onlyBackEnd(Caller caller) {
        if (!caller.backEnd()) {
            throw new RequestFailedException(ErrorCode.ACCESS_FORBIDDEN);
        }
    }

    private Future<Outcome<Done>> registerTenant(Caller caller, RegisterTenant command) {
        return tenants.register(command).map(registered -> Outcome.of(Done.DONE));
    }

    private Future<Outcome<LeaseRenewed>> renewLease(Caller caller, RenewGatewayLease command) {
        return gateways.renewAt(command.gateway(), Duration.ofMillis(command.leaseMillis()))
                .map(storeMillis -> Outcome.of(new LeaseRenewed(storeMillis)));
    }
}
