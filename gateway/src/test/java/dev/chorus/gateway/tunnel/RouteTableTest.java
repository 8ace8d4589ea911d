package dev.chorus.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.json.JsonWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final RouteTable routes = new RouteTable()
            .add("GET", "/v3/Things/{id}", (request, segments) -> ok(segments))
            .add("POST", "/v3/Things/{id}", (request, segments) -> ok(List.of("posted")))
            .add("GET", "/v3/Things/{id}/Parts", (request, segments) -> ok(List.of("parts")))
            .add("GET", "/v3/Things/{id}/{part}", (request, segments) -> ok(segments))
            .add("GET", "/codes/{code}", (request, segments) -> ok(segments))
            .add(
                    "GET",
                    "/refused",
                    (request, segments) ->
                            Future.failedFuture(new RequestFailedException(ErrorCode.MAP_NOT_FOUND, "no such map")))
            .add("GET", "/thrown", (request, segments) -> {
                throw new RequestFailedException(ErrorCode.TTL_INVALID);
            })
            .add("GET", "/fault", (request, segments) -> Future.failedFuture(new IllegalStateException("a secret")))
            .add("GET", "/thrownFault", (request, segments) -> {
                throw new IllegalStateException("a secret");
            });

    @Test
    void theFirstRouteThatFitsAnswersWithTheDecodedSegments() {
        assertThat(textOf(ask("GET", "/v3/Things/a%2Fb"))).isEqualTo("{\"values\":[\"a/b\"]}");
        assertThat(textOf(ask("POST", "/v3/Things/x"))).isEqualTo("{\"values\":[\"posted\"]}");
        assertThat(textOf(ask("GET", "/v3/Things/x/Parts"))).isEqualTo("{\"values\":[\"parts\"]}");
        assertThat(textOf(ask("GET", "/v3/Things/x/y"))).isEqualTo("{\"values\":[\"x\",\"y\"]}");
    }

    @Test
    void aNamedSegmentMayStandAnywhere() {
        assertThat(textOf(ask("GET", "/codes/20001"))).isEqualTo("{\"values\":[\"20001\"]}");
    }

    @Test
    void anUnknownPathIsNotFound() {
        assertRefusal(ask("GET", "/v3/Nothing/x"), ErrorCode.NOT_FOUND);
        assertRefusal(ask("GET", "/v3/Things"), ErrorCode.NOT_FOUND);
        assertRefusal(ask("GET", "/"), ErrorCode.NOT_FOUND);
        assertRefusal(ask("GET", ""), ErrorCode.NOT_FOUND);
        assertRefusal(ask("GET", "no slash"), ErrorCode.NOT_FOUND);
        assertRefusal(ask("GET", "////////"), ErrorCode.NOT_FOUND);
    }

    @Test
    void refusalsAreToldByTheirCodes() {
        List<ErrorCode> told = new ArrayList<>();
        routes.onRefusal(told::add);

        ask("GET", "/v3/Things/x");
        ask("GET", "/refused");
        ask("GET", "/thrown");
        ask("GET", "/fault");

        assertThat(told).containsExactly(ErrorCode.MAP_NOT_FOUND, ErrorCode.TTL_INVALID, ErrorCode.INTERNAL);
    }

    @Test
    void anotherMethodIsNotAllowed() {
        assertRefusal(ask("PATCH", "/v3/Things/x"), ErrorCode.METHOD_NOT_ALLOWED);
        assertRefusal(ask("get", "/v3/Things/x"), ErrorCode.METHOD_NOT_ALLOWED);
        assertRefusal(ask("", "/v3/Things/x"), ErrorCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void aRefusalIsAnAnswerInTheErrorFormat() {
        GatewayResponse refused = ask("GET", "/refused");

        assertRefusal(refused, ErrorCode.MAP_NOT_FOUND);
        JsonObject body = new JsonObject(Buffer.buffer(refused.body()));
        assertThat(body.getString("message")).isEqualTo("no such map");
        assertThat(body.getString("more_info")).isEqualTo("http://h/errors/54200");
        assertRefusal(ask("GET", "/thrown"), ErrorCode.TTL_INVALID);
    }

    @Test
    void aFaultIsAnInternalErrorThatTellsNothingOfItself() {
        for (String path : List.of("/fault", "/thrownFault")) {
            GatewayResponse response = ask("GET", path);
            assertRefusal(response, ErrorCode.INTERNAL);
            assertThat(textOf(response)).doesNotContain("secret");
        }
    }

    private GatewayResponse ask(String method, String path) {
        return routes.answer(
                        new GatewayRequest(method, path, Map.of(), Map.of(), new byte[0], null, null, 0, "http://h"))
                .result();
    }

    private static Future<GatewayResponse> ok(List<String> values) {
        return Future.succeededFuture(GatewayResponse.of(200, new JsonWriter().texts("values", values)));
    }

    private static String textOf(GatewayResponse response) {
        return Buffer.buffer(response.body()).toString();
    }

    private static void assertRefusal(GatewayResponse response, ErrorCode code) {
        JsonObject body = new JsonObject(Buffer.buffer(response.body()));
        assertThat(response.status()).isEqualTo(code.httpStatus());
        assertThat(body.getInteger("status")).isEqualTo(code.httpStatus());
        assertThat(body.getInteger("code")).isEqualTo(code.number());
        assertThat(body.getString("message")).isNotBlank();
    }
}
