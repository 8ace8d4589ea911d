package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;

class ApiTypesTest {
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: chorus}
            spec:
              ports:
                - {name: client, port: 80, targetPort: client}
            """;

    @Test
    void whatIsRightIsRead() {
        assertThat(ApiTypes.read(SERVICE)).extracting(HasMetadata::getKind).containsExactly("Service");
    }

    @Test
    void aMisspelledFieldIsRefusedHoweverDeepItLies() {
        assertThatThrownBy(() -> ApiTypes.read(SERVICE.replace("targetPort", "targetport")))
                .hasMessageContaining("Service chorus: spec.ports.[].targetport");
        assertThatThrownBy(() -> ApiTypes.read(SERVICE.replace("metadata:", "metaData:")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aNumberIsNoTextAndATextNoNumber() {
        assertThatThrownBy(() -> ApiTypes.read(SERVICE.replace("name: client", "name: 1")))
                .hasMessageContaining("String");
        assertThatThrownBy(() -> ApiTypes.read(SERVICE.replace("port: 80", "port: '80'")))
                .hasMessageContaining("Integer");
        assertThatThrownBy(() -> ApiTypes.read(SERVICE.replace("{name: chorus}", "{name: chorus, labels: {a: true}}")))
                .hasMessageContaining("String");
    }

    @Test
    void aKeyStandsOnce() {
        assertThatThrownBy(() -> ApiTypes.read(SERVICE + "spec: {}\n")).hasMessageContaining("duplicate key spec");
    }

    @Test
    void aKindThatTheVersionDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> ApiTypes.read("{apiVersion: v1, kind: Deployment, metadata: {name: a}}"))
                .hasMessage("no kind v1/Deployment");
    }
}
