package dev.chorus.bench;

import dev.chorus.contract.frame.Generation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients of one generation that connect, say who they are and answer pings, and do nothing else until they are
 * told to follow an object. All of it happens on the load's one loop.
 */
final class IdleCrowd implements RawWebSocket.FrameListener {
    private static final int AT_ONCE = 100;
    private static final int PATIENCE_SECONDS = 60;

    /** How many connections one loopback address takes part in: it has some 28,000 ports. */
    private static final int PER_SOURCE = 10_000;

    private final ClientPackets packets;
    private final List<RawWebSocket> sockets = new ArrayList<>();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private boolean closing;

    IdleCrowd(Generation generation) {
        this.packets = new ClientPackets(generation);
    }

    /** Connects so many and returns how many seconds that took until the last one was accepted. */
    double connect(EventLoopGroup group, int port, int count) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tokens.add(token(i));
        }
        answered.set(0);
        long startNanos = System.nanoTime();
        for (int i = 0; i < count; i++) {
            acquire();
            String token = tokens.get(i);
            boolean first = packets.generation() == Generation.FIRST;
            String path = first ? "/v2/wsconnect?token=" + token : "/v3/wsconnect";
            RawWebSocket.connect(group, source(i), port, path, this).whenComplete((socket, failure) -> {
                if (failure != null) {
                    throw new IllegalStateException(failure);
                }
                sockets.add(socket);
                if (!first) {
                    socket.send(packets.init("TM0", token));
                }
            });
        }
        awaitAll(answered, count);
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Has everyone follow a map; in the first generation that is one of chat's. */
    double follow(String map) throws Exception {
        answered.set(0);
        long startNanos = System.nanoTime();
        for (int i = 0; i < sockets.size(); i++) {
            acquire();
            String id = "TM1";
            sockets.get(i)
                    .send(
                            packets.generation() == Generation.FIRST
                                    ? packets.request(id, "RQf" + i, "GET", "/v2/Maps/" + map + "/Events", "")
                                    : packets.request(
                                            id,
                                            "RQt" + i,
                                            "POST",
                                            "/v4/Subscriptions",
                                            ClientPackets.subscription(map, "map")));
        }
        awaitAll(answered, sockets.size());
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** How many events came since they were forgotten. */
    int told() {
        return told.get();
    }

    void forgetTold() {
        told.set(0);
    }

    int size() {
        return sockets.size();
    }

    /** How many were closed against their will. */
    int lost() {
        return closed.get();
    }

    void close() {
        closing = true;
        sockets.forEach(RawWebSocket::close);
        sockets.clear();
    }

    @Override
    public void frame(RawWebSocket socket, ByteBuf data, int offset, int length) {
        switch (ClientPackets.method(data, offset, length)) {
            case REPLY -> {
                answered.incrementAndGet();
                room.release();
            }
            case READY -> socket.send(packets.notificationContext("TM0"));
            case PING -> socket.send(packets.pong(data, offset, length));
            case NOTIFICATION -> told.incrementAndGet();
            default -> {
                // A goodbye, which the end of the connection follows.
            }
        }
    }

    @Override
    public void closed() {
        if (!closing) {
            closed.incrementAndGet();
        }
    }

    private String token(int number) {
        return packets.generation() == Generation.FIRST
                ? Tokens.ofFirstGeneration("first-" + number)
                : Tokens.ofToday("third-" + number);
    }

    private String source(int number) {
        int address = (packets.generation() == Generation.FIRST ? 20 : 10) + number / PER_SOURCE;
        return "127.0.0." + address;
    }

    private void acquire() throws InterruptedException {
        if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no answer within " + PATIENCE_SECONDS + " s");
        }
    }

    private static void awaitAll(AtomicInteger count, int wanted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (count.get() < wanted) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(count.get() + " of " + wanted + " within " + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
