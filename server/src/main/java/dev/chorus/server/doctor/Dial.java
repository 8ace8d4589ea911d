package dev.chorus.server.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The way to another machine, step by step, so that it can be said which step fails. */
final class Dial {
    /** For each step. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration DNS_PATIENCE = Duration.ofSeconds(6);

    private Dial() {}

    /**
     * Connects.
     *
     * @param option the option that names the place, for the remedies
     * @throws StepFailure with the step that failed
     */
    static Socket connect(String host, int port, String option) throws IOException {
        InetAddress address = resolve(host, option)[0];
        Socket socket = new Socket();
        String place = host + ":" + port;
        try {
            socket.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            return socket;
        } catch (SocketTimeoutException e) {
            close(socket);
            throw new StepFailure(
                    place + " does not answer: no connection within " + PATIENCE.toSeconds() + " s",
                    "Something on the way drops packets: look at firewalls, security groups and NetworkPolicies, and"
                            + " whether " + option + " names the right address.");
        } catch (NoRouteToHostException | PortUnreachableException e) {
            close(socket);
            throw new StepFailure(
                    "there is no way to " + place + ": " + e.getMessage(),
                    "Look at " + option + " and at the routes of this machine (ip route get " + address.getHostAddress()
                            + ").");
        } catch (ConnectException e) {
            close(socket);
            throw new StepFailure(
                    place + " refuses connections: nothing listens there",
                    "Start what should listen there, or name the right host and port in " + option + ".");
        } catch (SocketException e) {
            close(socket);
            throw new StepFailure(
                    "there is no way to " + place + ": " + e.getMessage(), "Look at " + option + " and the network.");
        }
    }

    /** What checks certificates: against the authorities of a PEM file, or against those that Java trusts. */
    static SSLSocketFactory trusting(@Nullable Path authorities) throws IOException {
        if (authorities == null) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority " + store.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new StepFailure(
                    authorities + " holds no certificates: " + e.getMessage(),
                    "Name a PEM file with the certificates of the authorities in --redis-ca.");
        }
    }

    /** Makes a connection a TLS one, checked as a client of Chorus checks it. */
    static SSLSocket secure(Socket plain, String host, int port, SSLSocketFactory factory, Trust trust)
            throws IOException {
        String place = host + ":" + port;
        try {
            SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (SSLException e) {
            close(plain);
            throw tlsFailure(place, host, e, trust);
        } catch (SocketTimeoutException e) {
            close(plain);
            throw new StepFailure(
                    place + " does not begin TLS within " + PATIENCE.toSeconds() + " s", trust.speaksNoTls());
        } catch (SocketException e) {
            close(plain);
            throw new StepFailure(
                    place + " ends the connection when TLS begins: " + e.getMessage(), trust.speaksNoTls());
        }
    }

    /**
     * What to do about TLS at a place.
     *
     * @param authority where its certificate's authority is not trusted
     * @param speaksNoTls where it does not speak TLS
     */
    record Trust(String authority, String speaksNoTls) {}

    /** The addresses of a name. */
    static InetAddress[] resolve(String host, String option) throws StepFailure {
        // Java gives a look-up no end of its own.
        FutureTask<InetAddress[]> lookUp = new FutureTask<>(() -> InetAddress.getAllByName(host));
        Thread thread = new Thread(lookUp, "doctor-dns");
        thread.setDaemon(true);
        thread.start();
        String remedy = "Look at the name in " + option + ", and at this machine's DNS (getent hosts " + host + ").";
        try {
            return lookUp.get(DNS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StepFailure(
                    "the name " + host + " is not resolved within " + DNS_PATIENCE.toSeconds() + " s", remedy);
        } catch (ExecutionException e) {
            throw new StepFailure("the name " + host + " does not resolve", remedy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailure("the look-up of " + host + " was interrupted", remedy);
        }
    }

    private static StepFailure tlsFailure(String place, String host, SSLException failure, Trust trust) {
        if (caused(failure, CertificateExpiredException.class)) {
            return new StepFailure(place + ": the certificate has ended", "Renew the certificate of " + place + ".");
        }
        if (caused(failure, CertificateNotYetValidException.class)) {
            return new StepFailure(
                    place + ": the certificate is not valid yet",
                    "Look at the clocks of both machines, or wait for the certificate.");
        }
        String message = messages(failure);
        if (message.contains("subject alternative") || message.contains("No name matching")) {
            return new StepFailure(
                    place + ": the certificate is not for the name " + host,
                    "Name the host as its certificate does, or issue one that has " + host + ".");
        }
        if (caused(failure, CertPathBuilderException.class) || caused(failure, CertPathValidatorException.class)) {
            return new StepFailure(
                    place + ": the certificate is of an authority that is not trusted here", trust.authority());
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return new StepFailure(place + " does not speak TLS", trust.speaksNoTls());
        }
        return new StepFailure(
                place + ": TLS fails: " + failure.getMessage(), "Look at the TLS versions and ciphers of both sides.");
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append(' ');
        }
        return all.toString();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It failed already, and that is what is told.
        }
    }
}
