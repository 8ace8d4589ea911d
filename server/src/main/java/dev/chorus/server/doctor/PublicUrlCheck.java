package dev.chorus.server.doctor;

import dev.chorus.server.ServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The URL that clients are given: whether it leads to a gateway, and whether WebSockets pass what is in front of it. */
final class PublicUrlCheck implements Check {
    private static final String OPTION = "--public-url";
    private static final String SOCKET_PATH = "/v3/wsconnect";
    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Duration CERTIFICATE_NOTICE = Duration.ofDays(14);

    @Override
    public String name() {
        return "public url";
    }

    @Override
    public void look(Examination examination, Findings findings) throws IOException {
        ServerOptions options = examination.options();
        if (options.publicUrl() == null) {
            findings.leftOut("there is no --public-url");
            return;
        }
        if (!examination.isRunning() && !examination.isGatewayAlive()) {
            findings.leftOut("no gateway of this cluster runs");
            return;
        }
        URI url = URI.create(options.publicUrl());
        HttpTalk.Answer page;
        try (Socket socket = connect(url)) {
            if (socket instanceof SSLSocket secured) {
                certificate((X509Certificate) secured.getSession().getPeerCertificates()[0], findings);
            }
            page = HttpTalk.askForChorus(socket, url.getAuthority());
        }
        if (!page.isOfChorus()) {
            findings.wrong(
                    url + " does not lead to a gateway: " + told(page),
                    "Look at what the proxy or Ingress in front does with the path / and the host " + url.getAuthority()
                            + ", and whether it finds gateways that are ready.");
            return;
        }
        upgrade(url, findings);
        findings.otherwiseOk(url + " leads to a gateway, and WebSockets pass");
    }

    private static void upgrade(URI url, Findings findings) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String key = Base64.getEncoder().encodeToString(random);
        String headers = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\n";
        try (Socket socket = connect(url)) {
            HttpTalk.Answer answer = HttpTalk.get(socket, url.getAuthority(), SOCKET_PATH, headers, false);
            if (answer.status() == 101 && answer.header("Sec-WebSocket-Accept").equals(accept(key))) {
                if (!answersPing(socket)) {
                    findings.wrong(
                            "a WebSocket to " + url + " opens, and nothing comes through it",
                            "The proxy in front holds frames back: turn its buffering of upgraded connections off.");
                }
            } else if (answer.status() == 503 && answer.header("Server").isEmpty()) {
                findings.wrong(
                        "the gateway behind " + url + " takes no more sockets: it is leaving, or full",
                        "Look again in a moment; if it is full, start another gateway.");
            } else {
                findings.wrong(
                        "pages of " + url + " come through, and WebSockets do not: " + told(answer),
                        "Have the proxy in front pass upgrades on: proxy_http_version 1.1 and the headers Upgrade and"
                                + " Connection for nginx, WebSocket settings for an Ingress or a load balancer.");
            }
        }
    }

    /** A gateway answers a ping with a pong. */
    private static boolean answersPing(Socket socket) throws IOException {
        byte[] ping = {(byte) 0x89, (byte) 0x80, 1, 2, 3, 4};
        socket.getOutputStream().write(ping);
        socket.getOutputStream().flush();
        try {
            return socket.getInputStream().read() == 0x8A;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        }
    }

    private static void certificate(X509Certificate certificate, Findings findings) {
        Instant end = certificate.getNotAfter().toInstant();
        Duration left = Duration.between(Instant.now(), end);
        if (left.compareTo(CERTIFICATE_NOTICE) < 0) {
            findings.warning(
                    "the certificate of " + OPTION + " ends on " + end + ", in " + left.toDays() + " days",
                    "Renew it; if that should happen by itself, see why it has not.");
        } else {
            findings.ok("its certificate is good for " + left.toDays() + " days more");
        }
    }

    private static Socket connect(URI url) throws IOException {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        Socket socket = Dial.connect(url.getHost(), port, OPTION);
        return tls
                ? Dial.secure(
                        socket,
                        url.getHost(),
                        port,
                        (SSLSocketFactory) SSLSocketFactory.getDefault(),
                        new Dial.Trust(
                                "Have the proxy send its whole chain; for an authority of your own, clients have to know"
                                        + " it too.",
                                "Turn TLS on in the proxy in front, or write http:// in " + OPTION + "."))
                : socket;
    }

    private static String told(HttpTalk.Answer answer) {
        if (answer.status() == 0) {
            return answer.text().isEmpty() ? "the connection ends without an answer" : "what answers speaks no HTTP";
        }
        String server = answer.header("Server");
        return "the answer is " + answer.status() + (server.isEmpty() ? "" : " of " + server);
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
