package dev.chorus.store.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.ChatWebhooks;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.SyncWebhooks;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class TenantStoreTest {
    private static final RegisterTenant TENANT = new RegisterTenant("AC1", "token", "SK1", "secret", "IS1");

    private final TestStore store;

    TenantStoreTest(TestStore store) {
        this.store = store;
    }

    @Test
    void aRegisteredTenantHasAKeyAnAuthTokenAndAService() {
        register(TENANT);

        assertThat(readKey("SK1")).isEqualTo(new ApiKey("SK1", "AC1", "secret"));
        assertThat(readKey("AC1")).isEqualTo(new ApiKey("AC1", "AC1", "token"));
        ServiceSettings settings = settings("IS1");
        assertThat(settings)
                .isEqualTo(new ServiceSettings(
                        "IS1", "AC1", false, SyncWebhooks.NONE, ChatWebhooks.NONE, null, settings.createdMillis(), 0));
        assertThat(settings.createdMillis()).isPositive();
    }

    @Test
    void registeringAgainKeepsTheSettings() {
        register(TENANT);
        store.<Void>get(s -> s.tenants().writeSettings(new ServiceSettings("IS1", "AC1", true)));

        register(TENANT);

        assertThat(settings("IS1").aclEnabled()).isTrue();
        store.<Void>get(s -> s.tenants().writeSettings(new ServiceSettings("IS1", "AC1", false)));
    }

    @Test
    void aServiceStaysWithItsAccount() {
        register(TENANT);
        RegisterTenant thief = new RegisterTenant("AC2", "token", "SK2", "secret", "IS1");

        assertThat(store.refusal(s -> s.tenants().register(thief))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(settings("IS1").accountSid()).isEqualTo("AC1");
    }

    @Test
    void unknownKeysAndServicesAreRefused() {
        assertThat(store.refusal(s -> s.credentials().find("SK-unknown"))).isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
        assertThat(store.refusal(s -> s.tenants().readSettings("IS-unknown"))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void anAccountsServicesAreListedInTheOrderOfTheirMaking() {
        for (String sid : List.of("IS-c", "IS-a", "IS-b")) {
            store.<ServiceSettings>get(s -> s.tenants().create("AC-lists", sid, "name of " + sid));
        }

        assertThat(settings("IS-a").friendlyName()).isEqualTo("name of IS-a");
        assertThat(services("AC-lists")).containsExactlyInAnyOrder("IS-a", "IS-b", "IS-c");

        store.<Void>get(s -> s.tenants().remove(new ServiceSettings("IS-a", "AC-lists", false)));
        assertThat(services("AC-lists")).containsExactlyInAnyOrder("IS-b", "IS-c");
        assertThat(store.refusal(s -> s.tenants().readSettings("IS-a"))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    private List<String> services(String account) {
        return store.ask(s -> s.tenants().services(account)).join();
    }

    private void register(RegisterTenant tenant) {
        store.<Void>get(s -> s.tenants().register(tenant));
    }

    private ApiKey readKey(String sid) {
        return store.ask(s -> s.credentials().find(sid)).join();
    }

    private ServiceSettings settings(String service) {
        return store.ask(s -> s.tenants().readSettings(service)).join();
    }
}
