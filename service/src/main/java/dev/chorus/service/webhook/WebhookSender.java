package dev.chorus.service.webhook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls back ends: signed, bounded in time and size, without redirects, and only where that is allowed. */
public final class WebhookSender {
    private static final int ANSWER_BYTES = 64 * 1024;
    private static final int CONNECTIONS_OF_A_TARGET = 64;
    /** Beyond, a call fails at once, as it would for want of an answer. */
    private static final int WAITING_FOR_A_TARGET = 1_000;

    private final HttpClient http;
    private final TargetGuard guard;
    private final Duration timeout;

    /** A sender for the event loop that calls this. */
    public WebhookSender(Vertx vertx, WebhookOptions options) {
        this.timeout = options.timeout();
        this.guard = new TargetGuard(vertx, options.privateTargets());
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) timeout.toMillis())
                        .setIdleTimeout(60)
                        .setKeepAliveTimeout(30)
                        .setMaxInitialLineLength(ANSWER_BYTES)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_OF_A_TARGET).setMaxWaitQueueSize(WAITING_FOR_A_TARGET));
    }

    /** Calls once; fails where nothing is answered in time, or where it must not call. */
    Future<WebhookAnswer> send(WebhookCall call, String authToken) {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        boolean isGet = call.method().equals("GET");
        String form = new TreeMap<>(call.parameters())
                .entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        String url = isGet ? call.url() + (call.url().indexOf('?') < 0 ? "?" : "&") + form : call.url();
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
        String host = uri.getHost();
        if (host == null) {
            return Future.failedFuture(new IllegalArgumentException("the URL names no host"));
        }
        boolean isTls = "https".equals(uri.getScheme().toLowerCase(Locale.ROOT));
        int port = uri.getPort() >= 0 ? uri.getPort() : isTls ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String signature = Signature.of(authToken, url, isGet ? Map.of() : call.parameters());
        return guard.resolve(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .compose(address -> http.request(new RequestOptions()
                        .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                        .setHost(host)
                        .setPort(port)
                        .setSsl(isTls)
                        .setMethod(isGet ? HttpMethod.GET : HttpMethod.POST)
                        .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                        .setConnectTimeout(millisUntil(deadlineNanos))
                        .setFollowRedirects(false)))
                .compose(request ->
                        exchange(request, signature, isGet ? null : Buffer.buffer(form), millisUntil(deadlineNanos)));
    }

    private static long millisUntil(long deadlineNanos) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }

    private static Future<WebhookAnswer> exchange(
            HttpClientRequest request, String signature, @Nullable Buffer form, long withinMillis) {
        request.putHeader("X-Twilio-Signature", signature).putHeader("User-Agent", "Chorus");
        if (form != null) {
            request.putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        }
        Future<HttpClientResponse> sent = form == null ? request.send() : request.send(form);
        return sent.compose(response -> read(request, response))
                .timeout(withinMillis, TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset());
    }

    /** Takes the body as far as anybody needs it; a longer one is cut off with its connection. */
    private static Future<WebhookAnswer> read(HttpClientRequest request, HttpClientResponse response) {
        Promise<WebhookAnswer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > ANSWER_BYTES && read.tryComplete(new WebhookAnswer(response.statusCode(), body))) {
                request.reset();
            }
        });
        response.exceptionHandler(read::tryFail);
        response.endHandler(end -> read.tryComplete(new WebhookAnswer(response.statusCode(), body)));
        return read.future();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
