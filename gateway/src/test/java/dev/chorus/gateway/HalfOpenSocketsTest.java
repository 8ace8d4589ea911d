package dev.chorus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.HalfOpenSockets;
import dev.chorus.gateway.stage.SocketClient;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that were opened and not used cost little, and nobody else anything. */
class HalfOpenSocketsTest {
    private static final int SOCKETS = 10_000;
    private static final int SPARE_FILES = 500;
    /** Well above what one costs, and well below what would be a danger. */
    private static final long BYTES_PER_SOCKET = 40_000;

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    @Timeout(120)
    void tenThousandHalfOpenSocketsDisturbNobodyAndGoAwayInTime() throws Exception {
        int count = countWithinLimit();
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        long before = memory();
        Process others = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HalfOpenSockets.class.getName(),
                        Integer.toString(STAGE.port()),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(others.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("open " + count);

            exchange(alice, map, 1);
            assertThat(STAGE.sessions()).isEqualTo(1 + count / 4 * 2);
            assertThat((memory() - before) / count).as("bytes for each socket").isLessThan(BYTES_PER_SOCKET);

            STAGE.clock().advance(Duration.ofSeconds(11));
            while (STAGE.sessions() > 1) {
                alice.request("GET", "/errors/20001", null).assertHttp(200);
            }
            exchange(alice, map, 2);
        } finally {
            end(others);
        }
        exchange(alice, map, 3);
    }

    private static void exchange(SocketClient client, ObjectSid map, int number) {
        client.request("PUT", "/v3/Maps/" + map + "/Items/k" + number, "{\"data\":{}}")
                .assertHttp(201);
        client.assertEvent("map_item_added", number);
    }

    private static int countWithinLimit() {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long room = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - SPARE_FILES;
        int count = (int) Math.min(SOCKETS, room) / 4 * 4;
        if (count < SOCKETS) {
            System.out.println("HalfOpenSocketsTest: only " + count + " sockets, for more raise ulimit -n");
        }
        assertThat(count).as("sockets that ulimit -n allows").isGreaterThan(100);
        return count;
    }

    private static long memory() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    private static void end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
