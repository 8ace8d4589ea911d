package dev.chorus.server.doctor;

import dev.chorus.server.Role;
import dev.chorus.server.ServerOptions;
import dev.chorus.server.cluster.ClusterOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The ports that the process is to listen on: each is taken for a moment, to see whether it can be. */
final class PortsCheck implements Check {
    private static final int PRIVILEGED = 1024;

    @Override
    public String name() {
        return "ports";
    }

    @Override
    public void look(Examination examination, Findings findings) throws IOException {
        if (examination.isRunning()) {
            findings.leftOut("the Chorus that runs has them");
            return;
        }
        ServerOptions options = examination.options();
        List<Place> places = new ArrayList<>();
        if (options.roles().contains(Role.GATEWAY)) {
            places.add(new Place("--host", options.host(), "--port", options.port()));
        }
        places.add(new Place("--host", options.host(), "--admin-port", options.adminPort()));
        ClusterOptions cluster = options.cluster();
        if (cluster != null) {
            places.add(new Place("--cluster-host", cluster.host(), "--cluster-port", cluster.port()));
            places.add(new Place("--cluster-host", cluster.host(), "--bus-port", cluster.busPort()));
        }
        places.removeIf(place -> place.port == 0);
        if (places.stream().map(Place::port).distinct().count() < places.size()) {
            findings.wrong("two options have the same port", "Give each a port of its own.");
            return;
        }
        for (Place place : places) {
            take(place, findings);
        }
        findings.otherwiseOk("free: "
                + String.join(
                        ", ",
                        places.stream()
                                .map(place -> place.host + ":" + place.port)
                                .toList()));
    }

    /** An address and a port, with the options that name them. */
    private record Place(String hostOption, String host, String portOption, int port) {}

    private static void take(Place place, Findings findings) throws IOException {
        int port = place.port;
        String what = "port " + port + " (" + place.portOption + ")";
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(place.host), port));
        } catch (UnknownHostException e) {
            findings.wrong(
                    "the name " + place.host + " in " + place.hostOption + " does not resolve",
                    "Give an address of this machine.");
        } catch (BindException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("in use")) {
                findings.wrong(
                        what + " is in use by another process",
                        "End that process (ss -ltnp 'sport = :" + port + "' names it), or choose another port.");
            } else if (message.contains("ermission") && port < PRIVILEGED) {
                findings.wrong(
                        what + " is for the superuser only",
                        "Choose one above 1023, and have a proxy or a Service listen on " + port + ".");
            } else {
                findings.wrong(
                        place.host + " is not an address of this machine: " + message,
                        "Give " + place.hostOption + " one of those that `ip address` shows.");
            }
        }
    }
}
