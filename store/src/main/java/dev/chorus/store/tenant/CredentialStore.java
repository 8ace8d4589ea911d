package dev.chorus.store.tenant;

import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.CredentialPage;
import dev.chorus.contract.access.CredentialState;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Accounts with their auth tokens, and API keys. All methods fail as {@link ScriptRunner#send} does. */
public final class CredentialStore {
    private static final String ACCOUNT = "account";
    private static final String SECRET = "secret";
    private static final String NAME = "name";
    private static final String CREATED = "created";
    private static final String ACCOUNTS = "{accounts}:all";

    private final ScriptRunner scripts;

    /** A store that sends its commands here. */
    public CredentialStore(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    /** Makes an account known, or brings its auth token up to date. */
    public Future<CredentialState> putAccount(String sid, @Nullable String friendlyName, String token) {
        return put(ACCOUNTS, new CredentialState(sid, sid, friendlyName, token, System.currentTimeMillis()));
    }

    /** Makes an account's key known, or brings its secret up to date. */
    public Future<CredentialState> putKey(String sid, String account, @Nullable String friendlyName, String secret) {
        return put(
                keysOf(account), new CredentialState(sid, account, friendlyName, secret, System.currentTimeMillis()));
    }

    /** The key, or the account's auth token. Fails with {@link ErrorCode#TOKEN_ISSUER_INVALID} if there is none. */
    public Future<ApiKey> find(String sid) {
        return send(Request.cmd(Command.HMGET).arg(recordOf(sid)).arg(ACCOUNT).arg(SECRET))
                .compose(found -> found.get(0) == null || found.get(1) == null
                        ? Future.failedFuture(new RequestFailedException(ErrorCode.TOKEN_ISSUER_INVALID))
                        : Future.succeededFuture(new ApiKey(
                                sid, found.get(0).toString(), found.get(1).toString())));
    }

    /** A page of all accounts, the oldest first. */
    public Future<CredentialPage> accounts(@Nullable String from, int limit) {
        return page(ACCOUNTS, from, limit);
    }

    /** A page of an account's keys, the oldest first. */
    public Future<CredentialPage> keys(String account, @Nullable String from, int limit) {
        return page(keysOf(account), from, limit);
    }

    /** Takes a key back. Fails with {@link ErrorCode#NOT_FOUND} where the account has none of this sid. */
    public Future<Void> revokeKey(String account, String sid) {
        return find(sid)
                .recover(failure -> notFound())
                .compose(key -> key.accountSid().equals(account) && !sid.equals(account)
                        ? remove(keysOf(account), sid)
                        : notFound());
    }

    /** Takes an account's token and keys back. Completes with the sids of all that is good no more. */
    public Future<List<String>> revokeAccount(String account) {
        return find(account)
                .recover(failure -> notFound())
                .compose(found -> sids(keysOf(account)))
                // The keys first: a revocation that failed half way can be repeated as long as the account is there.
                .compose(keys -> Future.all(keys.stream()
                                .map(key -> remove(keysOf(account), key))
                                .toList())
                        .compose(removed -> remove(ACCOUNTS, account))
                        .map(removed -> {
                            keys.add(account);
                            return keys;
                        }));
    }

    private Future<CredentialState> put(String list, CredentialState state) {
        String name = state.friendlyName();
        return send(Request.cmd(Command.HSET)
                        .arg(recordOf(state.sid()))
                        .arg(ACCOUNT)
                        .arg(state.accountSid())
                        .arg(SECRET)
                        .arg(state.secret())
                        .arg(NAME)
                        .arg(name == null ? "" : name))
                .compose(written -> send(Request.cmd(Command.HSETNX)
                        .arg(recordOf(state.sid()))
                        .arg(CREATED)
                        .arg(state.createdMillis())))
                .compose(written -> send(Request.cmd(Command.ZADD)
                        .arg(list)
                        .arg("NX")
                        .arg(state.createdMillis())
                        .arg(state.sid())))
                .map(state);
    }

    private Future<Void> remove(String list, String sid) {
        return send(Request.cmd(Command.DEL).arg(recordOf(sid)))
                .compose(removed -> send(Request.cmd(Command.ZREM).arg(list).arg(sid)))
                .mapEmpty();
    }

    private Future<CredentialPage> page(String list, @Nullable String from, int limit) {
        return sids(list).compose(all -> {
            int begin = from == null ? 0 : all.indexOf(from) + 1;
            if (from != null && begin == 0) {
                return Future.failedFuture(new RequestFailedException(ErrorCode.PAGE_TOKEN_INVALID));
            }
            int end = Math.min(all.size(), begin + limit);
            List<String> page = all.subList(begin, end);
            return Future.all(page.stream().map(this::read).toList()).map(read -> {
                List<Optional<CredentialState>> found = read.list();
                return new CredentialPage(
                        found.stream().flatMap(Optional::stream).toList(), end < all.size() ? all.get(end - 1) : null);
            });
        });
    }

    private Future<Optional<CredentialState>> read(String sid) {
        return send(Request.cmd(Command.HMGET)
                        .arg(recordOf(sid))
                        .arg(ACCOUNT)
                        .arg(NAME)
                        .arg(CREATED))
                .map(found -> found.get(0) == null
                        ? Optional.empty()
                        : Optional.of(new CredentialState(
                                sid,
                                found.get(0).toString(),
                                found.get(1) == null || found.get(1).toString().isEmpty()
                                        ? null
                                        : found.get(1).toString(),
                                null,
                                found.get(2) == null ? 0 : found.get(2).toLong())));
    }

    private Future<List<String>> sids(String list) {
        return send(Request.cmd(Command.ZRANGE).arg(list).arg(0).arg(-1))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(Response::toString)
                        .collect(Collectors.toList()));
    }

    private Future<Response> send(Request request) {
        return scripts.send(0, request);
    }

    private static <T> Future<T> notFound() {
        return Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND));
    }

    private static String keysOf(String account) {
        return "{a:" + account + "}:keys";
    }

    private static String recordOf(String sid) {
        return "{a:" + sid + "}:key";
    }
}
