package dev.chorus.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file of measured figures that the capacity model calculates with. Each measurement replaces its own part of it,
 * and says when and on what it was made.
 */
final class Figures {
    private static final Path FILE = Path.of("bench/figures.json");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Figures() {}

    /** Replaces what a measurement found. */
    static void record(String measurement, Map<String, Double> found) throws IOException {
        ObjectNode file = Files.exists(FILE) ? (ObjectNode) JSON.readTree(FILE.toFile()) : JSON.createObjectNode();
        ObjectNode part = file.putObject(measurement);
        part.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        part.put("machine", machine());
        new TreeMap<>(found).forEach((name, value) -> part.put(name, rounded(value)));
        Files.writeString(FILE, JSON.writeValueAsString(file) + "\n");
    }

    /** The shape of the machine, without its name. */
    static String machine() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
        long cores = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("processor"))
                .count();
        long gigabytes = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 20)
                .sum();
        return cores + " cores of " + model + ", " + gigabytes + " GiB, JDK " + System.getProperty("java.version");
    }

    /** Three significant digits: more would pretend. */
    private static double rounded(double value) {
        return value == 0
                ? 0
                : new java.math.BigDecimal(value)
                        .round(new java.math.MathContext(3))
                        .doubleValue();
    }
}
