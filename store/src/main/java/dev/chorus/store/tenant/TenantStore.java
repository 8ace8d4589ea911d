package dev.chorus.store.tenant;

import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.store.outbox.ServiceKeys;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** Accounts, their keys and their services. All methods fail as {@link ScriptRunner#send} does. */
public final class TenantStore {
    private static final String ACCOUNT = "account";
    private static final String SECRET = "secret";
    private static final String ACL = "acl";

    private final ScriptRunner scripts;

    /** A store that sends its commands here. */
    public TenantStore(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    /**
     * Makes an account with a key and a service, or brings their secrets up to date. Repeating it changes nothing.
     * Fails with {@link ErrorCode#NOT_FOUND} where the service is another account's.
     */
    public Future<Void> register(RegisterTenant tenant) {
        String settings = new ServiceKeys(tenant.serviceSid()).settings();
        return send(Request.cmd(Command.HSETNX).arg(settings).arg(ACCOUNT).arg(tenant.accountSid()))
                .compose(claimed -> readSettings(tenant.serviceSid()))
                .compose(found -> found.accountSid().equals(tenant.accountSid())
                        ? Future.all(
                                writeKey(tenant.accountSid(), tenant.accountSid(), tenant.authToken()),
                                writeKey(tenant.keySid(), tenant.accountSid(), tenant.keySecret()))
                        : Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND)))
                .mapEmpty();
    }

    /**
     * Looks up a key, or an account's auth token by the account's sid. Fails with
     * {@link ErrorCode#TOKEN_ISSUER_INVALID} if there is none.
     */
    public Future<ApiKey> readKey(String sid) {
        return send(Request.cmd(Command.HMGET).arg(keyOf(sid)).arg(ACCOUNT).arg(SECRET))
                .compose(found -> found.get(0) == null || found.get(1) == null
                        ? Future.failedFuture(new RequestFailedException(ErrorCode.TOKEN_ISSUER_INVALID))
                        : Future.succeededFuture(new ApiKey(
                                sid, found.get(0).toString(), found.get(1).toString())));
    }

    /** Reads a service's settings. Fails with {@link ErrorCode#NOT_FOUND} if there is no such service. */
    public Future<ServiceSettings> readSettings(String service) {
        return send(Request.cmd(Command.HMGET)
                        .arg(new ServiceKeys(service).settings())
                        .arg(ACCOUNT)
                        .arg(ACL))
                .compose(found -> found.get(0) == null
                        ? Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND))
                        : Future.succeededFuture(new ServiceSettings(
                                service,
                                found.get(0).toString(),
                                found.get(1) != null && "1".equals(found.get(1).toString()))));
    }

    /** Writes a service's settings. */
    public Future<Void> writeSettings(ServiceSettings settings) {
        return send(Request.cmd(Command.HSET)
                        .arg(new ServiceKeys(settings.sid()).settings())
                        .arg(ACL)
                        .arg(settings.aclEnabled() ? "1" : "0"))
                .mapEmpty();
    }

    private Future<Response> writeKey(String sid, String account, String secret) {
        return send(Request.cmd(Command.HSET)
                .arg(keyOf(sid))
                .arg(ACCOUNT)
                .arg(account)
                .arg(SECRET)
                .arg(secret));
    }

    private Future<Response> send(Request request) {
        return scripts.send(0, request);
    }

    private static String keyOf(String sid) {
        return "{a:" + sid + "}:key";
    }
}
