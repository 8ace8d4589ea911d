package dev.chorus.sync.access;

import static dev.chorus.sync.SyncRig.backEnd;
import static dev.chorus.sync.SyncRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.CreateAccount;
import dev.chorus.contract.access.CreateApiKey;
import dev.chorus.contract.access.CredentialPage;
import dev.chorus.contract.access.CredentialState;
import dev.chorus.contract.access.ListAccounts;
import dev.chorus.contract.access.ListApiKeys;
import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.access.RevokeAccount;
import dev.chorus.contract.access.RevokeApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.sync.SyncRig;
import dev.chorus.sync.SyncRigExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SyncRigExtension.class)
class CredentialHandlersTest {
    private final SyncRig sync;

    CredentialHandlersTest(SyncRig sync) {
        this.sync = sync;
    }

    @Test
    void aKeyIsGoodUntilItIsRevokedAndItsSecretIsShownOnce() {
        CredentialState account = sync.ask(Caller.system(), new CreateAccount("Acme"));
        Caller owner = Caller.backEnd(account.sid(), "");

        CredentialState key = sync.ask(owner, new CreateApiKey("first"));

        assertThat(sync.ask(Caller.system(), new ReadApiKey(key.sid())).secret())
                .isEqualTo(key.secret())
                .hasSizeGreaterThanOrEqualTo(32);
        assertThat(sync.ask(owner, new ListApiKeys(null, 10)).credentials())
                .containsExactly(new CredentialState(key.sid(), account.sid(), "first", null, key.createdMillis()));
        sync.ask(owner, new RevokeApiKey(key.sid()));
        assertThat(sync.refusal(Caller.system(), new ReadApiKey(key.sid()))).isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
        assertThat(sync.refusal(owner, new RevokeApiKey(key.sid()))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(sync.ask(owner, new ListApiKeys(null, 10)).credentials()).isEmpty();
    }

    @Test
    void anAccountIsRevokedWithAllOfItsKeys() {
        CredentialState account = sync.ask(Caller.system(), new CreateAccount(null));
        CredentialState key = sync.ask(Caller.backEnd(account.sid(), ""), new CreateApiKey(null));

        sync.ask(Caller.system(), new RevokeAccount(account.sid()));

        for (String sid : List.of(account.sid(), key.sid())) {
            assertThat(sync.refusal(Caller.system(), new ReadApiKey(sid))).isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
        }
        assertThat(sync.refusal(Caller.system(), new RevokeAccount(account.sid())))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void keysAreListedOnceEachWhateverThePage() {
        CredentialState account = sync.ask(Caller.system(), new CreateAccount(null));
        Caller owner = Caller.backEnd(account.sid(), "");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(sync.ask(owner, new CreateApiKey("key " + i)).sid());
        }

        List<String> found = new ArrayList<>();
        String next = null;
        do {
            CredentialPage page = sync.ask(owner, new ListApiKeys(next, 2));
            page.credentials().forEach(key -> found.add(key.sid()));
            next = page.next();
        } while (next != null);

        assertThat(found).containsExactlyInAnyOrderElementsOf(made);
        assertThat(sync.refusal(owner, new ListApiKeys("SK-unknown", 2))).isEqualTo(ErrorCode.PAGE_TOKEN_INVALID);
    }

    @Test
    void nobodyHandlesTheCredentialsOfOthers() {
        CredentialState account = sync.ask(Caller.system(), new CreateAccount(null));
        CredentialState key = sync.ask(Caller.backEnd(account.sid(), ""), new CreateApiKey(null));

        assertThat(sync.refusal(backEnd(), new RevokeApiKey(key.sid()))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(sync.refusal(backEnd(), new RevokeApiKey(account.sid()))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(sync.refusal(backEnd(), new CreateAccount(null))).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        assertThat(sync.refusal(backEnd(), new ListAccounts(null, 10))).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        assertThat(sync.refusal(backEnd(), new RevokeAccount(account.sid()))).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        assertThat(sync.refusal(client("alice"), new CreateApiKey(null))).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        assertThat(sync.refusal(client("alice"), new ListApiKeys(null, 10))).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }
}
