package dev.chorus.store.tenant;

import dev.chorus.contract.access.ChatWebhooks;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.SyncWebhooks;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.store.outbox.ServiceKeys;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The services of accounts. All methods fail as {@link ScriptRunner#send} does. */
public final class TenantStore {
    private static final String ACCOUNT = "account";
    private static final String ACL = "acl";
    private static final String NAME = "name";
    private static final String CREATED = "created";
    private static final String UPDATED = "updated";
    private static final String HOOK_URL = "hook.url";
    private static final String HOOK_FROM_REST = "hook.rest";
    private static final String HOOK_REACHABILITY = "hook.reachability";
    private static final String HOOK_DEBOUNCING = "hook.debouncing";
    private static final String CHAT_PRE = "chat.pre";
    private static final String CHAT_POST = "chat.post";
    private static final String CHAT_METHOD = "chat.method";
    private static final String CHAT_FILTERS = "chat.filters";
    private static final String CHAT_PRE_RETRIES = "chat.preretries";
    private static final String CHAT_POST_RETRIES = "chat.postretries";
    private static final String CHAT_IN_CHANNELS = "chat.channels";
    private static final String HOOK_WINDOW = "hook.window";

    private final ScriptRunner scripts;
    private final CredentialStore credentials;

    /** A store that sends its commands here. */
    public TenantStore(ScriptRunner scripts, CredentialStore credentials) {
        this.scripts = scripts;
        this.credentials = credentials;
    }

    /**
     * Makes an account with a key and a service, or brings their secrets up to date. Repeating it changes nothing.
     * Fails with {@link ErrorCode#NOT_FOUND} where the service is another account's.
     */
    public Future<Void> register(RegisterTenant tenant) {
        return claim(tenant.accountSid(), tenant.serviceSid())
                .compose(found -> found.accountSid().equals(tenant.accountSid())
                        ? Future.all(
                                enter(found),
                                credentials.putAccount(tenant.accountSid(), null, tenant.authToken()),
                                credentials.putKey(tenant.keySid(), tenant.accountSid(), null, tenant.keySecret()))
                        : Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND)))
                .mapEmpty();
    }

    /** Makes a service. */
    public Future<ServiceSettings> create(String account, String service, @Nullable String friendlyName) {
        return claim(account, service).compose(made -> {
            ServiceSettings named = new ServiceSettings(
                    service,
                    account,
                    false,
                    SyncWebhooks.NONE,
                    ChatWebhooks.NONE,
                    friendlyName,
                    made.createdMillis(),
                    made.createdMillis());
            return writeSettings(named).compose(written -> enter(named)).map(named);
        });
    }

    /** Removes a service, which is found no more from then on. */
    public Future<Void> remove(ServiceSettings service) {
        // The list goes last: what is in it and is gone is passed over, and can be removed again.
        return send(Request.cmd(Command.DEL).arg(new ServiceKeys(service.sid()).settings()))
                .compose(removed -> send(Request.cmd(Command.ZREM)
                        .arg(listOf(service.accountSid()))
                        .arg(service.sid())))
                .mapEmpty();
    }

    /** Completes with the sids of an account's services, the oldest first. */
    public Future<List<String>> services(String account) {
        return send(Request.cmd(Command.ZRANGE).arg(listOf(account)).arg(0).arg(-1))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(Response::toString)
                        .toList());
    }

    /** Reads a service's settings. Fails with {@link ErrorCode#NOT_FOUND} if there is no such service. */
    public Future<ServiceSettings> readSettings(String service) {
        return send(Request.cmd(Command.HMGET)
                        .arg(new ServiceKeys(service).settings())
                        .arg(ACCOUNT)
                        .arg(ACL)
                        .arg(NAME)
                        .arg(CREATED)
                        .arg(UPDATED)
                        .arg(HOOK_URL)
                        .arg(HOOK_FROM_REST)
                        .arg(HOOK_REACHABILITY)
                        .arg(HOOK_DEBOUNCING)
                        .arg(HOOK_WINDOW)
                        .arg(CHAT_PRE)
                        .arg(CHAT_POST)
                        .arg(CHAT_METHOD)
                        .arg(CHAT_FILTERS)
                        .arg(CHAT_PRE_RETRIES)
                        .arg(CHAT_POST_RETRIES)
                        .arg(CHAT_IN_CHANNELS))
                .compose(found -> found.get(0) == null
                        ? Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND))
                        : Future.succeededFuture(new ServiceSettings(
                                service,
                                found.get(0).toString(),
                                isSet(found.get(1)),
                                new SyncWebhooks(
                                        text(found.get(5)),
                                        isSet(found.get(6)),
                                        isSet(found.get(7)),
                                        isSet(found.get(8)),
                                        found.get(9) == null
                                                ? SyncWebhooks.NONE.debouncingWindowMillis()
                                                : found.get(9).toInteger()),
                                new ChatWebhooks(
                                        text(found.get(10)),
                                        text(found.get(11)),
                                        text(found.get(12)),
                                        found.get(13) == null
                                                        || found.get(13)
                                                                .toString()
                                                                .isEmpty()
                                                ? List.of()
                                                : List.of(
                                                        found.get(13).toString().split(",")),
                                        found.get(14) == null
                                                ? 0
                                                : found.get(14).toInteger(),
                                        found.get(15) == null
                                                ? 0
                                                : found.get(15).toInteger(),
                                        isSet(found.get(16))),
                                text(found.get(2)),
                                found.get(3) == null ? 0 : found.get(3).toLong(),
                                found.get(4) == null ? 0 : found.get(4).toLong())));
    }

    /** Writes a service's settings. */
    public Future<Void> writeSettings(ServiceSettings settings) {
        SyncWebhooks hooks = settings.webhooks();
        ChatWebhooks chat = settings.chatWebhooks();
        return send(Request.cmd(Command.HSET)
                        .arg(new ServiceKeys(settings.sid()).settings())
                        .arg(ACL)
                        .arg(settings.aclEnabled() ? "1" : "0")
                        .arg(HOOK_URL)
                        .arg(hooks.url() == null ? "" : hooks.url())
                        .arg(HOOK_FROM_REST)
                        .arg(hooks.fromRest() ? "1" : "0")
                        .arg(HOOK_REACHABILITY)
                        .arg(hooks.reachability() ? "1" : "0")
                        .arg(HOOK_DEBOUNCING)
                        .arg(hooks.debouncing() ? "1" : "0")
                        .arg(HOOK_WINDOW)
                        .arg(hooks.debouncingWindowMillis())
                        .arg(CHAT_PRE)
                        .arg(chat.preUrl() == null ? "" : chat.preUrl())
                        .arg(CHAT_POST)
                        .arg(chat.postUrl() == null ? "" : chat.postUrl())
                        .arg(CHAT_METHOD)
                        .arg(chat.method() == null ? "" : chat.method())
                        .arg(CHAT_FILTERS)
                        .arg(String.join(",", chat.filters()))
                        .arg(CHAT_PRE_RETRIES)
                        .arg(chat.preRetries())
                        .arg(CHAT_POST_RETRIES)
                        .arg(chat.postRetries())
                        .arg(NAME)
                        .arg(settings.friendlyName() == null ? "" : settings.friendlyName())
                        .arg(UPDATED)
                        .arg(settings.updatedMillis()))
                .mapEmpty();
    }

    private static boolean isSet(@Nullable Response value) {
        return value != null && "1".equals(value.toString());
    }

    private static @Nullable String text(@Nullable Response value) {
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    /** Notes that channels of a service have webhooks of their own. */
    public Future<Void> noteChannelWebhooks(String service) {
        return send(Request.cmd(Command.HSET)
                        .arg(new ServiceKeys(service).settings())
                        .arg(CHAT_IN_CHANNELS)
                        .arg("1"))
                .mapEmpty();
    }

    private Future<ServiceSettings> claim(String account, String service) {
        String settings = new ServiceKeys(service).settings();
        return send(Request.cmd(Command.HSETNX).arg(settings).arg(ACCOUNT).arg(account))
                .compose(claimed -> send(
                        Request.cmd(Command.HSETNX).arg(settings).arg(CREATED).arg(System.currentTimeMillis())))
                .compose(claimed -> readSettings(service));
    }

    private Future<Response> enter(ServiceSettings service) {
        return send(Request.cmd(Command.ZADD)
                .arg(listOf(service.accountSid()))
                .arg("NX")
                .arg(service.createdMillis())
                .arg(service.sid()));
    }

    private Future<Response> send(Request request) {
        return scripts.send(0, request);
    }

    private static String listOf(String account) {
        return "{a:" + account + "}:services";
    }
}
