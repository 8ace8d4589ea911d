package dev.chorus.gateway.dialect.operator;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.CreateAccount;
import dev.chorus.contract.access.CreateApiKey;
import dev.chorus.contract.access.CredentialState;
import dev.chorus.contract.access.ListAccounts;
import dev.chorus.contract.access.ListApiKeys;
import dev.chorus.contract.access.RevokeAccount;
import dev.chorus.contract.access.RevokeApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.dialect.backend.Form;
import dev.chorus.gateway.dialect.backend.RestPages;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Accounts, for the cluster's operator, and the API keys of an account, for whoever has its auth token (docs/rest.md).
 */
public final class CredentialRoutes {
    private static final String ACCOUNTS = "/admin/v1/Accounts";
    private static final String KEYS = "/admin/v1/Keys";
    private static final String SCHEME = "Bearer ";

    private final CommandBus bus;
    private final BackEndCredentials credentials;
    private final @Nullable String operatorToken;

    /**
     * The routes.
     *
     * @param bus how services are asked
     * @param credentials what checks accounts
     * @param operatorToken what the operator proves itself with; null where nobody can
     */
    public CredentialRoutes(CommandBus bus, BackEndCredentials credentials, @Nullable String operatorToken) {
        this.bus = bus;
        this.credentials = credentials;
        this.operatorToken = operatorToken;
    }

    /** Adds them to a gateway's. */
    public void addTo(RouteTable routes) {
        routes.add(
                        "POST",
                        ACCOUNTS,
                        (request, path) -> asOperator(request, new CreateAccount(name(request)))
                                .map(made -> created(request, ACCOUNTS, made)))
                .add("GET", ACCOUNTS, (request, path) -> {
                    RestPages pages = RestPages.of(request, request.baseUrl() + ACCOUNTS, RestPages.MOST);
                    return asOperator(request, new ListAccounts(pages.from(), pages.size()))
                            .map(page -> pages.answer(
                                    "accounts",
                                    page.credentials(),
                                    page.next(),
                                    (json, account) -> fields(json, request, ACCOUNTS, account)));
                })
                .add(
                        "DELETE",
                        ACCOUNTS + "/{sid}",
                        (request, path) -> asOperator(request, new RevokeAccount(path.get(0)))
                                .map(done -> GatewayResponse.noContent()))
                .add(
                        "POST",
                        KEYS,
                        (request, path) -> asOwner(request, new CreateApiKey(name(request)))
                                .map(made -> created(request, KEYS, made)))
                .add("GET", KEYS, (request, path) -> {
                    RestPages pages = RestPages.of(request, request.baseUrl() + KEYS, RestPages.MOST);
                    return asOwner(request, new ListApiKeys(pages.from(), pages.size()))
                            .map(page -> pages.answer(
                                    "keys",
                                    page.credentials(),
                                    page.next(),
                                    (json, key) -> fields(json, request, KEYS, key)));
                })
                .add(
                        "DELETE",
                        KEYS + "/{sid}",
                        (request, path) -> asOwner(request, new RevokeApiKey(path.get(0)))
                                .map(done -> GatewayResponse.noContent()));
    }

    private <R extends Reply> Future<R> asOperator(GatewayRequest request, Command<R> command) {
        String header = request.header("authorization");
        boolean proved = operatorToken != null
                && header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        operatorToken.getBytes(StandardCharsets.UTF_8),
                        header.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8));
        return proved
                ? bus.request(BusAddress.SYNC, Caller.system(), command)
                : Future.failedFuture(new RequestFailedException(ErrorCode.UNAUTHORIZED));
    }

    private <R extends Reply> Future<R> asOwner(GatewayRequest request, Command<R> command) {
        return credentials
                .owner(request)
                .compose(account -> bus.request(BusAddress.SYNC, Caller.backEnd(account, ""), command));
    }

    private static @Nullable String name(GatewayRequest request) {
        String name = Form.of(request).text("FriendlyName", "");
        return name.isEmpty() ? null : name;
    }

    private static GatewayResponse created(GatewayRequest request, String path, CredentialState made) {
        JsonWriter json = new JsonWriter();
        fields(json, request, path, made);
        return GatewayResponse.of(201, json.text(path.equals(ACCOUNTS) ? "auth_token" : "secret", made.secret()));
    }

    private static void fields(JsonWriter json, GatewayRequest request, String path, CredentialState state) {
        json.text("sid", state.sid())
                .text("account_sid", state.accountSid())
                .text("friendly_name", state.friendlyName())
                .date("date_created", state.createdMillis())
                .text("url", request.baseUrl() + path + "/" + state.sid());
    }
}
