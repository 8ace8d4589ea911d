package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.server.ParsedOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsCheckTest {
    private final OptionsCheck check = new OptionsCheck();

    @Test
    void theUsualOptionsAreInOrder() {
        assertThat(Looked.ok(Looked.with(check)).words()).startsWith("development, gateway and sync and messaging");
    }

    @Test
    void aVariableThatIsNoOptionIsTold() {
        Findings findings = new Findings("options");

        check.look(new Examination(ParsedOptions.of(), Map.of(), Set.of("CHORUS_PROT")), findings);

        assertThat(Looked.warning(findings.list()).words()).isEqualTo("the variable CHORUS_PROT is no option");
    }

    @Test
    void aProcessThatOthersCannotReachIsWrong() {
        List<Finding> findings = Looked.with(check, "--cluster-port", "5701", "--peers", "10.0.0.2:5701");

        assertThat(Looked.wrong(findings).words()).contains("cannot reach this one on 127.0.0.1");
        assertThat(Looked.wrong(findings).remedy()).contains("--cluster-host");
    }

    @Test
    void aMemberWithoutTheSharedRedisIsTold() {
        assertThat(Looked.with(check, "--cluster-port", "5701", "--peers", "127.0.0.1:5702", "--admin-port", "9090"))
                .singleElement()
                .extracting(Finding::words)
                .asString()
                .contains("an embedded Redis of its own");
    }

    @Test
    void aGatewayByItselfIsAskedForNoRedis() {
        String[] gateway = {
            "--roles=gateway",
            "--production",
            "--public-url=https://chorus.example",
            "--admin-port=9090",
            "--cluster-port=5701",
            "--peers=127.0.0.1:5702"
        };

        assertThat(Looked.ok(Looked.with(check, gateway)).words()).startsWith("production, gateway");
        assertThat(Looked.with(new RedisCheck(), gateway))
                .singleElement()
                .isInstanceOf(Finding.LeftOut.class)
                .extracting(Finding::words)
                .isEqualTo("a gateway by itself has nothing to do with it");
    }

    @Test
    void productionOnOneMachineAndInTheClearIsTold() {
        assertThat(Looked.with(check, "--production", "--public-url", "http://chorus.example"))
                .extracting(Finding::words)
                .anyMatch(words -> words.contains("embedded Redis"))
                .anyMatch(words -> words.contains("unencrypted"));
    }
}
