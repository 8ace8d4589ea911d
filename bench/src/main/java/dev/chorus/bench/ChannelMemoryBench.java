package dev.chorus.bench;

import dev.chorus.server.Durability;
import dev.chorus.server.redis.EmbeddedRedis;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** How many bytes of Redis's memory channels, members and messages cost, made through the whole path. */
final class ChannelMemoryBench {
    private static final int SERVER_CORE = 0;
    private static final int PORT = 18_480;
    private static final int CHANNELS = 5_000;
    private static final int MEMBERS = 1_000;
    private static final int MESSAGES = 50_000;
    private static final int AT_ONCE = 64;
    private static final String CONVERSATIONS = "/Client/v1/Conversations";

    private final ChorusClient client;
    private final UsedMemory memory;
    private final Table table = new Table("what", "bytes each");

    private ChannelMemoryBench(ChorusClient client, UsedMemory memory) {
        this.client = client;
        this.memory = memory;
    }

    public static void main(String[] arguments) throws Exception {
        EventLoopGroup group = LoadLoop.start();
        Path data = Files.createTempDirectory("chorus-bench");
        try (EmbeddedRedis redis =
                        EmbeddedRedis.start(Files.createDirectory(data.resolve("store")), Durability.EVERYSEC);
                ChildProcess server = ChildProcess.startChorus(SERVER_CORE, PORT, data.resolve("node"), redis.uri());
                UsedMemory memory = UsedMemory.of(redis.uri())) {
            ChorusClient.updateService(
                    PORT, DevelopmentKeyring.SERVICE, "Limits.ChannelMembers=1000&Limits.UserChannels=1000");
            ChorusClient client = ChorusClient.connect(group, PORT, ChorusClient.token(PORT), (s, d, o, l) -> {})
                    .get(20, TimeUnit.SECONDS);
            client.ask("GET", "/Client/v1/Configuration", "");
            ChannelMemoryBench bench = new ChannelMemoryBench(client, memory);
            bench.run();
            System.out.println("The server took " + (long) server.cpuSeconds() + " s of processor time.");
            System.out.println(
                    "Logs and records of requests included, as they are right after the writes; both end by themselves.\n");
            bench.table.print();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        String channel = makeChannel();
        String path = CONVERSATIONS + "/" + channel;
        client.ask("POST", path + "/Participants", "{\"identity\":\"load\"}");
        TreeMap<String, Double> found = new TreeMap<>();
        found.put(
                "channel",
                measure("idle public channel", CHANNELS, i -> client.request("POST", CONVERSATIONS, channelBody())));
        found.put(
                "member",
                measure(
                        "member, a new user each",
                        MEMBERS - 1,
                        i -> client.request("POST", path + "/Participants", "{\"identity\":\"member-" + i + "\"}")));
        String body = "{\"body\":\"" + "x".repeat(100) + "\",\"attributes\":\"{}\"}";
        found.put(
                "message",
                measure("message, body of 100", MESSAGES, i -> client.request("POST", path + "/Messages", body)));
        Figures.record("channelMemory", found);
    }

    private double measure(String what, int count, IntFunction<CompletableFuture<byte[]>> step) throws Exception {
        long before = memory.bytes();
        Deque<CompletableFuture<byte[]>> underWay = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            if (underWay.size() == AT_ONCE) {
                underWay.remove().get(20, TimeUnit.SECONDS);
            }
            underWay.add(step.apply(i));
        }
        for (CompletableFuture<byte[]> last : underWay) {
            last.get(20, TimeUnit.SECONDS);
        }
        double each = (double) (memory.bytes() - before) / count;
        table.add(what, each);
        return each;
    }

    private String makeChannel() {
        return client.ask("POST", CONVERSATIONS, channelBody()).path("sid").asText();
    }

    private static String channelBody() {
        return "{\"type\":\"public\",\"friendly_name\":\"A channel\",\"attributes\":\"{}\"}";
    }
}
