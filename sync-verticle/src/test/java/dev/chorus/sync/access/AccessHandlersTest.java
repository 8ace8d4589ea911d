package dev.chorus.sync.access;

import static dev.chorus.sync.SyncRig.backEnd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ChatWebhooks;
import dev.chorus.contract.access.CreateService;
import dev.chorus.contract.access.DeleteService;
import dev.chorus.contract.access.ListServices;
import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.access.ReadServiceSettings;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.access.ServicePage;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.SyncWebhooks;
import dev.chorus.contract.access.UpdateServiceSettings;
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
                .satisfies(found -> assertThat(found)
                        .isEqualTo(new ServiceSettings(
                                SyncRig.SERVICE,
                                SyncRig.ACCOUNT,
                                false,
                                SyncWebhooks.NONE,
                                ChatWebhooks.NONE,
                                null,
                                found.createdMillis(),
                                0)));
        assertThat(sync.refusal(Caller.backEnd("AC" + "2".repeat(32), SyncRig.SERVICE), new ReadServiceSettings()))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void anotherAccountCannotTakeTheService() {
        RegisterTenant thief =
                new RegisterTenant("AC" + "2".repeat(32), "t", "SK" + "2".repeat(32), "s", SyncRig.SERVICE);

        assertThat(sync.refusal(Caller.system(), thief)).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void servicesAreMadeNamedListedAndRemoved() {
        ServiceSettings made = sync.ask(backEnd(), new CreateService("Grüße"));
        Caller there = Caller.backEnd(SyncRig.ACCOUNT, made.sid());

        assertThat(sync.ask(there, new ReadServiceSettings())).isEqualTo(made);
        ServiceSettings renamed = sync.ask(there, UpdateServiceSettings.ofName("other"));
        assertThat(renamed.friendlyName()).isEqualTo("other");
        assertThat(sync.ask(there, UpdateServiceSettings.ofAcl(true)).friendlyName())
                .isEqualTo("other");
        ServicePage first = sync.ask(backEnd(), new ListServices(null, 1));
        ServicePage rest = sync.ask(backEnd(), new ListServices(first.next(), 100));
        assertThat(first.services()).hasSize(1);
        assertThat(rest.services()).extracting(ServiceSettings::sid).contains(made.sid());

        sync.ask(there, new DeleteService());

        assertThat(sync.refusal(there, new ReadServiceSettings())).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(sync.ask(backEnd(), new ListServices(null, 100)).services())
                .extracting(ServiceSettings::sid)
                .doesNotContain(made.sid());
    }

    @Test
    void onlyBackEndsMakeAndListServices() {
        assertThat(sync.refusal(SyncRig.client("ann"), new CreateService("x"))).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        assertThat(sync.refusal(SyncRig.client("ann"), new ListServices(null, 1)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }
}
