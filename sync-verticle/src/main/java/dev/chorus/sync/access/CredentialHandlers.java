package dev.chorus.sync.access;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.CreateAccount;
import dev.chorus.contract.access.CreateApiKey;
import dev.chorus.contract.access.CredentialPage;
import dev.chorus.contract.access.CredentialState;
import dev.chorus.contract.access.KeysRevoked;
import dev.chorus.contract.access.ListAccounts;
import dev.chorus.contract.access.ListApiKeys;
import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.access.RevokeAccount;
import dev.chorus.contract.access.RevokeApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.tenant.CredentialStore;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers commands about accounts and API keys. */
public final class CredentialHandlers {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SID_BYTES = 16;
    /** Also long enough to sign tokens with. */
    private static final int SECRET_BYTES = 32;

    private static final int LIMIT = 100;
    private static final int NAME_CHARACTERS = 256;

    private final CredentialStore credentials;
    private final Consumer<KeysRevoked> revocations;

    /** Handlers that tell others what is good no more. */
    public CredentialHandlers(CredentialStore credentials, Consumer<KeysRevoked> revocations) {
        this.credentials = credentials;
        this.revocations = revocations;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(ReadApiKey.class, "access.key.read", this::readKey)
                .on(CreateApiKey.class, "access.key.create", this::createKey)
                .on(ListApiKeys.class, "access.key.list", this::listKeys)
                .on(RevokeApiKey.class, "access.key.revoke", this::revokeKey)
                .on(CreateAccount.class, "access.account.create", this::createAccount)
                .on(ListAccounts.class, "access.account.list", this::listAccounts)
                .on(RevokeAccount.class, "access.account.revoke", this::revokeAccount);
    }

    private Future<Outcome<ApiKey>> readKey(Caller caller, ReadApiKey command) {
        return credentials.find(command.sid()).map(Outcome::of);
    }

    private Future<Outcome<CredentialState>> createKey(Caller caller, CreateApiKey command) {
        onlyBackEnd(caller);
        String name = name(command.friendlyName());
        return credentials
                .putKey("SK" + random(SID_BYTES), caller.accountSid(), name, random(SECRET_BYTES))
                .map(Outcome::of);
    }

    private Future<Outcome<CredentialPage>> listKeys(Caller caller, ListApiKeys command) {
        onlyBackEnd(caller);
        return credentials
                .keys(caller.accountSid(), command.from(), limit(command.limit()))
                .map(Outcome::of);
    }

    private Future<Outcome<Done>> revokeKey(Caller caller, RevokeApiKey command) {
        onlyBackEnd(caller);
        return credentials.revokeKey(caller.accountSid(), command.sid()).map(revoked -> {
            revocations.accept(new KeysRevoked(List.of(command.sid())));
            return Outcome.of(Done.DONE);
        });
    }

    private Future<Outcome<CredentialState>> createAccount(Caller caller, CreateAccount command) {
        onlyOperator(caller);
        return credentials
                .putAccount("AC" + random(SID_BYTES), name(command.friendlyName()), random(SID_BYTES))
                .map(Outcome::of);
    }

    private Future<Outcome<CredentialPage>> listAccounts(Caller caller, ListAccounts command) {
        onlyOperator(caller);
        return credentials.accounts(command.from(), limit(command.limit())).map(Outcome::of);
    }

    private Future<Outcome<Done>> revokeAccount(Caller caller, RevokeAccount command) {
        onlyOperator(caller);
        return credentials.revokeAccount(command.sid()).map(revoked -> {
            revocations.accept(new KeysRevoked(revoked));
            return Outcome.of(Done.DONE);
        });
    }

    private static @Nullable String name(@Nullable String friendlyName) {
        if (friendlyName != null && friendlyName.length() > NAME_CHARACTERS) {
            throw new RequestFailedException(ErrorCode.FRIENDLY_NAME_TOO_LONG);
        }
        return friendlyName;
    }

    private static int limit(int asked) {
        return Math.max(1, Math.min(LIMIT, asked));
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void onlyBackEnd(Caller caller) {
        if (!caller.backEnd() || caller.accountSid().isEmpty()) {
            throw new RequestFailedException(ErrorCode.ACCESS_FORBIDDEN);
        }
    }

    private static void onlyOperator(Caller caller) {
        if (!caller.backEnd() || !caller.accountSid().isEmpty()) {
            throw new RequestFailedException(ErrorCode.ACCESS_FORBIDDEN);
        }
    }
}
