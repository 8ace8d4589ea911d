package dev.chorus.server.doctor;

import dev.chorus.server.Role;
import dev.chorus.server.ServerOptions;
import java.io.IOException;
import java.net.Socket;

/** The Chorus that runs with this data folder: whether it listens where the options say, and calls itself ready. */
final class ReadinessCheck implements Check {
    @Override
    public String name() {
        return "this process";
    }

    @Override
    public void look(Examination examination, Findings findings) throws IOException {
        if (!examination.isRunning()) {
            findings.leftOut("no Chorus runs with this data folder");
            return;
        }
        ServerOptions options = examination.options();
        String host = options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
        if (options.roles().contains(Role.GATEWAY)) {
            try (Socket socket = connect(host, options.port(), "--port")) {
                if (!HttpTalk.askForChorus(socket, host).isOfChorus()) {
                    findings.wrong(
                            "what listens on " + host + ":" + options.port() + " is no gateway of Chorus",
                            "Another program has the port: look with ss -ltnp.");
                }
            }
        }
        if (options.adminPort() == 0) {
            findings.otherwiseOk("it listens; without --admin-port it does not tell whether it is ready");
            return;
        }
        try (Socket socket = connect(host, options.adminPort(), "--admin-port")) {
            HttpTalk.Answer answer = HttpTalk.get(socket, host, "/health/ready", "Connection: close\r\n", true);
            judge(answer, findings);
        }
    }

    private static void judge(HttpTalk.Answer answer, Findings findings) {
        if (answer.status() == 200) {
            findings.otherwiseOk("it runs and is ready");
        } else if (answer.text().contains("\"draining\":true")) {
            findings.warning(
                    "it is leaving: its clients are sent away", "Wait for its end; that takes --drain-seconds.");
        } else if (answer.text().contains("\"started\":false")) {
            findings.warning("it has not started yet", "Its log says what it waits for.");
        } else {
            findings.wrong(
                    "it is not ready: no sync service answers it from Redis",
                    "Look at what is said of Redis and of the instances below, and at its log.");
        }
    }

    private static Socket connect(String host, int port, String option) throws IOException {
        try {
            return Dial.connect(host, port, option);
        } catch (StepFailure failure) {
            throw new StepFailure(
                    "a Chorus uses the data folder, and " + failure.words(),
                    "Ask with the options that it was started with; if a second process is meant, give that one a"
                            + " --data of its own. If it has just been started, wait a moment.");
        }
    }
}
