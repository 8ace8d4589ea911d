package dev.chorus.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.ManualClock;
import dev.chorus.gateway.stage.MemorySync;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Algorithm GOOD = Algorithm.HMAC256(Tokens.SECRET);
    private static final Map<String, Object> HEADER = Map.of("cty", "twilio-fpa;v=1");

    private final ManualClock clock = new ManualClock();
    private final Tokens tokens = new Tokens(clock);
    private final CommandBus bus = new CommandBus(VERTX, Duration.ofSeconds(10), 100);
    private final TokenVerifier verifier =
            new TokenVerifier(new KeyDirectory(bus, clock, Duration.ofSeconds(1)), clock, Duration.ofHours(24));

    @BeforeAll
    static void serve() {
        GatewayStage.await(new MemorySync(VERTX).start());
    }

    @AfterAll
    static void close() {
        GatewayStage.await(VERTX.close());
    }

    @Test
    void aGoodTokenSaysWhoWhereAndUntilWhen() {
        AccessToken token = accepted(tokens.of("älice/😀", Duration.ofMinutes(5)));

        assertThat(token.identity()).isEqualTo("älice/😀");
        assertThat(token.accountSid()).isEqualTo(Tokens.ACCOUNT);
        assertThat(token.serviceSid(Grant.DATA_SYNC)).isEqualTo(Tokens.SERVICE);
        assertThat(token.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void everyAlgorithmOfTheHelperLibrariesIsGood() {
        for (Algorithm algorithm : List.of(GOOD, Algorithm.HMAC384(Tokens.SECRET), Algorithm.HMAC512(Tokens.SECRET))) {
            assertThat(accepted(tokens.claims("alice").sign(algorithm)).identity())
                    .isEqualTo("alice");
        }
    }

    @Test
    void aTokenOfTheFirstGenerationOpensIpMessaging() {
        Map<String, Object> product = Map.of("service_sid", "IS1", "endpoint_id", "app:alice:browser");

        AccessToken token = accepted(Tokens.sign(
                tokens.claims("alice").withClaim("grants", Map.of("identity", "alice", "ip_messaging", product))));

        assertThat(token.serviceSid(Grant.DATA_SYNC, Grant.IP_MESSAGING)).isEqualTo("IS1");
    }

    @Test
    void whatIsNoTokenIsInvalid() {
        assertThat(refusalOf(null)).isEqualTo(ErrorCode.TOKEN_INVALID);
        for (String text : List.of("", "x", "a.b.c", "a.b", "....", "e30.e30.e30", "😀.😀.😀", " ", "\u0000")) {
            assertThat(refusalOf(text)).as(text).isIn(ErrorCode.TOKEN_INVALID, ErrorCode.TOKEN_HEADER_INVALID);
        }
    }

    @Test
    void aMissingOrWrongContentTypeIsRefused() {
        for (Map<String, Object> header : List.<Map<String, Object>>of(Map.of(), Map.of("cty", "JWT"))) {
            assertThat(refusalOf(JWT.create()
                            .withHeader(header)
                            .withIssuer(Tokens.KEY)
                            .withSubject(Tokens.ACCOUNT)
                            .sign(GOOD)))
                    .isEqualTo(ErrorCode.TOKEN_HEADER_INVALID);
        }
    }

    @Test
    void aTokenThatNobodySignedIsRefused() {
        assertThat(refusalOf(tokens.claims("alice").sign(Algorithm.none()))).isEqualTo(ErrorCode.TOKEN_HEADER_INVALID);
        for (String algorithm : List.of("none", "NONE", "None", "", "RS256", "hs256")) {
            assertThat(refusalOf(withHeader("{\"alg\":\"" + algorithm + "\",\"cty\":\"twilio-fpa;v=1\"}")))
                    .as(algorithm)
                    .isEqualTo(ErrorCode.TOKEN_HEADER_INVALID);
        }
        assertThat(refusalOf(withHeader("{\"cty\":\"twilio-fpa;v=1\"}"))).isEqualTo(ErrorCode.TOKEN_HEADER_INVALID);
    }

    @Test
    void anUnknownKeyOrAnotherAccountIsRefused() {
        assertThat(refusalOf(Tokens.sign(tokens.claims("alice").withIssuer("SK" + "0".repeat(32)))))
                .isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
        assertThat(refusalOf(Tokens.sign(tokens.claims("alice").withIssuer("no key sid"))))
                .isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
        assertThat(refusalOf(Tokens.sign(tokens.claims("alice").withSubject(Tokens.OTHER_ACCOUNT))))
                .isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
        assertThat(refusalOf(JWT.create().withHeader(HEADER).sign(GOOD))).isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
    }

    @Test
    void aSignatureOfAnotherKeyOrOfOtherClaimsIsRefused() {
        assertThat(refusalOf(tokens.claims("alice").sign(Algorithm.HMAC256(Tokens.OTHER_SECRET))))
                .isEqualTo(ErrorCode.TOKEN_SIGNATURE_INVALID);
        String[] alice = tokens.of("alice").split("\\.");
        String[] bob = tokens.of("bob").split("\\.");
        for (String signature : List.of(alice[2].substring(1), "", bob[2])) {
            assertThat(refusalOf(alice[0] + "." + alice[1] + "." + signature))
                    .isEqualTo(ErrorCode.TOKEN_SIGNATURE_INVALID);
        }
    }

    @Test
    void aTokenIsGoodUntilItExpiresAndNotAtThatMoment() {
        String token = tokens.of("alice", Duration.ofSeconds(10));

        clock.advance(Duration.ofSeconds(9));
        assertThat(accepted(token).identity()).isEqualTo("alice");

        clock.advance(Duration.ofSeconds(1));
        assertThat(refusalOf(token)).isEqualTo(ErrorCode.TOKEN_EXPIRED);
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        assertThat(refusalOf(signed("\"grants\":{\"identity\":\"a\",\"data_sync\":{\"service_sid\":\"IS1\"}}")))
                .isEqualTo(ErrorCode.TOKEN_EXPIRED);
    }

    @Test
    void aTokenThatLivesTooLongIsRefused() {
        assertThat(refusalOf(tokens.of("alice", Duration.ofHours(25)))).isEqualTo(ErrorCode.TOKEN_LIFETIME_TOO_LONG);
        assertThat(accepted(tokens.of("alice", Duration.ofHours(24))).identity())
                .isEqualTo("alice");
    }

    @Test
    void aTokenThatIsNotValidYetIsRefusedButForClocksThatDiffer() {
        assertThat(refusalOf(Tokens.sign(
                        tokens.claims("alice").withNotBefore(clock.instant().plusSeconds(31)))))
                .isEqualTo(ErrorCode.TOKEN_NOT_YET_VALID);
        assertThat(accepted(Tokens.sign(tokens.claims("alice")
                                .withNotBefore(clock.instant().plusSeconds(30))))
                        .identity())
                .isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "\"alice\"",
                "7",
                "{\"identity\":\"alice\"}",
                "{\"identity\":\"\",\"data_sync\":{\"service_sid\":\"IS1\"}}",
                "{\"identity\":7,\"data_sync\":{\"service_sid\":\"IS1\"}}",
                "{\"data_sync\":{\"service_sid\":\"IS1\"}}",
                "{\"identity\":\"alice\",\"data_sync\":{}}",
                "{\"identity\":\"alice\",\"data_sync\":{\"service_sid\":null}}",
                "{\"identity\":\"alice\",\"data_sync\":\"IS1\"}",
                "{\"identity\":\"alice\",\"video\":{\"service_sid\":\"IS1\"}}"
            })
    void aTokenWithoutUsableGrantsIsRefused(String grants) {
        assertThat(refusalOf(signed("\"exp\":" + expiry() + ",\"grants\":" + grants)))
                .isEqualTo(ErrorCode.TOKEN_GRANTS_INVALID);
        assertThat(refusalOf(signed("\"exp\":" + expiry()))).isEqualTo(ErrorCode.TOKEN_GRANTS_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"soon\"",
                "true",
                "[]",
                "{}",
                "-1",
                "1e400",
                "99999999999999999",
                "9223372036854775807",
                "-9223372036854775808",
                "99999999999999999999999999"
            })
    void timesThatAreNoneAreRefusedWithoutAFault(String time) {
        String grants = ",\"grants\":{\"identity\":\"a\",\"data_sync\":{\"service_sid\":\"IS1\"}}";
        for (String claim : List.of("exp", "nbf", "iat")) {
            String others = claim.equals("exp") ? "" : "\"exp\":" + expiry() + ",";
            assertAcceptedOrRefused(signed(others + "\"" + claim + "\":" + time + grants));
        }
    }

    @Test
    void anyMutationOfATokenIsRefusedAndNeverAFault() {
        long seed = Long.getLong("chorus.fuzz.seed", System.nanoTime());
        System.out.println("TokenVerifierTest: -Dchorus.fuzz.seed=" + seed);
        Random random = new Random(seed);
        String good = tokens.of("alice");
        String[] parts = good.split("\\.");
        for (int i = 0; i < 2_000; i++) {
            int part = random.nextInt(2);
            byte[] json = Base64.getUrlDecoder().decode(parts[part]);
            json[random.nextInt(json.length)] = (byte) random.nextInt(128);
            String mutated = Base64.getUrlEncoder().withoutPadding().encodeToString(json);
            assertAcceptedOrRefused(
                    part == 0 ? mutated + "." + parts[1] + "." + parts[2] : parts[0] + "." + mutated + "." + parts[2]);
        }
    }

    private long expiry() {
        return clock.instant().plusSeconds(600).getEpochSecond();
    }

    private String withHeader(String header) {
        String[] parts = tokens.of("alice").split("\\.");
        return encode(header) + "." + parts[1] + "." + parts[2];
    }

    /** A rightly signed token with claims that no library would write. */
    private static String signed(String claims) {
        String head = encode("{\"typ\":\"JWT\",\"alg\":\"HS256\",\"cty\":\"twilio-fpa;v=1\"}");
        String body = encode("{\"iss\":\"" + Tokens.KEY + "\",\"sub\":\"" + Tokens.ACCOUNT + "\"," + claims + "}");
        byte[] signature = GOOD.sign(head.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
        return head + "." + body + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private AccessToken accepted(String text) {
        return GatewayStage.await(verifier.verify(text));
    }

    private void assertAcceptedOrRefused(String text) {
        ErrorCode code = outcome(text);
        assertThat(code == null ? 401 : code.httpStatus())
                .as("%s: %s", text, code)
                .isEqualTo(401);
    }

    private ErrorCode refusalOf(String text) {
        ErrorCode code = outcome(text);
        assertThat(code).as("the token is accepted: %s", text).isNotNull();
        return code;
    }

    private ErrorCode outcome(String text) {
        return GatewayStage.await(verifier.verify(text)
                .<ErrorCode>map(token -> null)
                .recover(failure -> failure instanceof RequestFailedException refusal
                        ? Future.succeededFuture(refusal.code())
                        : Future.failedFuture(failure)));
    }
}
