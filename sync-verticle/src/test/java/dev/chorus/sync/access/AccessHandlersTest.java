package dev.chorus.sync.access;

import static dev.chorus.sync.SyncRig.backEnd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.access.ReadServiceSettings;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.sync.SyncRig;
import dev.chorus.sync.SyncRigExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SyncRigExtension.class)
class AccessHandlersTest {
    private final SyncRig sync;

    AccessHandlersTest(SyncRig sync) {
        this.sync = sync;
    }

    @Test
    void keysAndAuthTokensAreFound() {
        assertThat(sync.ask(Caller.system(), new ReadApiKey(SyncRig.KEY)))
                .isEqualTo(new ApiKey(SyncRig.KEY, SyncRig.ACCOUNT, "secret"));
        assertThat(sync.ask(Caller.system(), new ReadApiKey(SyncRig.ACCOUNT)).secret())
                .isEqualTo("token");
        assertThat(sync.refusal(Caller.system(), new ReadApiKey("SK" + "9".repeat(32))))
                .isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
    }

    @Test
    void settingsAreReadByTheirAccount() {
        assertThat(sync.ask(backEnd(), new ReadServiceSettings()))
                .isEqualTo(new ServiceSettings(SyncRig.SERVICE, SyncRig.ACCOUNT, false));
        assertThat(sync.refusal(Caller.backEnd("AC" + "2".repeat(32), SyncRig.SERVICE), new ReadServiceSettings()))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void anotherAccountCannotTakeTheService() {
        RegisterTenant thief =
                new RegisterTenant("AC" + "2".repeat(32), "t", "SK" + "2".repeat(32), "s", SyncRig.SERVICE);

        assertThat(sync.refusal(Caller.system(), thief)).isEqualTo(ErrorCode.NOT_FOUND);
    }
}
