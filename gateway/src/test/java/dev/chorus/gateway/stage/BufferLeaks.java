package dev.chorus.gateway.stage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What Netty has found of buffers that nobody released. */
final class BufferLeaks {
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
    private static boolean watching;

    private BufferLeaks() {}

    static synchronized void watch() {
        if (watching) {
            return;
        }
        watching = true;
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getMessage().contains("LEAK")) {
                    FOUND.add(event.getFormattedMessage());
                }
            }
        };
        appender.start();
        ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(appender);
    }

    /** Has everything that is lost be found: a leak shows when a buffer is made after the lost one was collected. */
    static void search() {
        System.gc();
        for (int i = 0; i < 10; i++) {
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
    }

    static void assertNone() {
        assertThat(FOUND).as("buffers that were not released").isEmpty();
    }
}
