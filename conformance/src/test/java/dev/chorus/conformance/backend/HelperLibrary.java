package dev.chorus.conformance.backend;

import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.jwt.accesstoken.AccessToken;
import com.twilio.jwt.accesstoken.ChatGrant;
import com.twilio.jwt.accesstoken.SyncGrant;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.http.HttpHost;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.client.HttpClientBuilder;

/**
 * Runs what a back end in Java does with the helper library. The library names the product in the host, as always; only where
 * it dials is changed, by its own hook. Prints a line for each check: {@code ok} or {@code failed}, its name, and why.
 */
public final class HelperLibrary {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Map<String, Check> checks = new LinkedHashMap<>();

    /** Something that must hold. */
    interface Check {
        void run() throws Exception;
    }

    /** Takes the URL of the server, then account, key, secret and service. */
    public static void main(String[] arguments) {
        String account = arguments[1];
        String key = arguments[2];
        String secret = arguments[3];
        String service = arguments[4];
        HelperLibrary library = new HelperLibrary();
        TwilioRestClient rest = client(arguments[0], account, key, secret);
        new ChatChecks(rest, service).addTo(library);
        new SyncChecks(rest, service).addTo(library);
        library.add(
                "bad credentials are refused",
                () -> Expect.refused(
                        401,
                        20003,
                        () -> com.twilio.rest.chat.v2.Service.fetcher(service)
                                .fetch(client(arguments[0], account, key, "another secret"))));
        OUT.println("token " + token(account, key, secret, service));
        library.run();
    }

    void add(String name, Check check) {
        checks.put(name, check);
    }

    private void run() {
        checks.forEach((name, check) -> {
            try {
                check.run();
                OUT.println("ok " + name);
            } catch (Exception | AssertionError failure) {
                OUT.println("failed " + name + ": " + failure);
            }
        });
    }

    private static TwilioRestClient client(String url, String account, String key, String secret) {
        URI uri = URI.create(url);
        HttpHost chorus = new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme());
        HttpClientBuilder http =
                HttpClientBuilder.create().setRoutePlanner((target, request, context) -> new HttpRoute(chorus));
        return new TwilioRestClient.Builder(key, secret)
                .accountSid(account)
                .httpClient(new NetworkHttpClient(http))
                .build();
    }

    private static String token(String account, String key, String secret, String service) {
        return new AccessToken.Builder(account, key, secret)
                .identity("made in Java")
                .grant(new ChatGrant().setServiceSid(service))
                .grant(new SyncGrant().setServiceSid(service))
                .build()
                .toJwt();
    }
}
