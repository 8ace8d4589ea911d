package dev.chorus.contract.frame;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A frame as both ends must read and write it; the clients' tests read the same file. */
record GoldenFrame(String name, Generation generation, String header, String payload, String packet) {

    static List<GoldenFrame> all() {
        try (InputStream file = GoldenFrame.class.getResourceAsStream("golden-frames.json")) {
            return List.of(new ObjectMapper().readValue(file, GoldenFrame[].class));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] packetBytes() {
        return packet.getBytes(StandardCharsets.UTF_8);
    }

    byte[] payloadBytes() {
        return payload.getBytes(StandardCharsets.UTF_8);
    }

    byte[] headerBytes() {
        return header.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
