package dev.chorus.gateway.dialect.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.bus.CommandBus;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.auth.KeyDirectory;
import dev.chorus.gateway.dialect.operator.Connections;
import dev.chorus.gateway.dialect.operator.CredentialRoutes;
import dev.chorus.gateway.dialect.operator.DeliveryRoutes;
import dev.chorus.gateway.dialect.operator.ViewRoutes;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The description of the REST API names the routes that there are, and no others. */
class OpenApiTest {
    private static final Pattern DESCRIBED = Pattern.compile("[A-Z]+ /(chat/v2|sync/v1|admin/v1)/.*");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void everyRouteIsDescribedAndNothingElse() throws IOException {
        CommandBus bus = new CommandBus(vertx, Duration.ofSeconds(1), 1);
        BackEndCredentials credentials =
                new BackEndCredentials(new KeyDirectory(bus, Clock.systemUTC(), Duration.ofSeconds(1)));
        RouteTable routes = new RouteTable();
        BackEndDialect.addTo(routes, bus, credentials);
        new DeliveryRoutes(bus, credentials).addTo(routes);
        new CredentialRoutes(bus, credentials, null).addTo(routes);
        new ViewRoutes(bus, credentials, new Connections(vertx)).addTo(routes);

        assertThat(described())
                .isEqualTo(routes.routes().stream()
                        .filter(route -> DESCRIBED.matcher(route).matches())
                        .map(OpenApiTest::withoutNames)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/webroot/openapi.json")) {
            JsonNode paths = new ObjectMapper().readTree(in).path("paths");
            paths.fields()
                    .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                        if (!method.equals("parameters")) {
                            described.add(withoutNames(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
                        }
                    }));
        }
        return described;
    }

    private static String withoutNames(String route) {
        return route.replaceAll("\\{\\w+}", "{}");
    }
}
