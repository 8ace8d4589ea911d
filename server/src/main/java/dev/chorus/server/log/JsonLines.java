package dev.chorus.server.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.chorus.server.trace.TraceContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Writes each fact as one JSON object on one line: {@code time}, {@code level}, {@code logger}, {@code thread},
 * {@code message}, then what the fact is about ({@code account}, {@code service}, {@code connection}, …), the
 * {@code trace} and {@code span} that it belongs to, and the {@code error} with its stack.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = new byte[0];
    private static final JsonFactory JSON = new JsonFactory();

    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
        stack.start();
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField(
                    "time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
            json.writeStringField("level", event.getLevel().toString());
            json.writeStringField("logger", event.getLoggerName());
            json.writeStringField("thread", event.getThreadName());
            json.writeStringField("message", event.getFormattedMessage());
            List<KeyValuePair> about = event.getKeyValuePairs();
            if (about != null) {
                for (KeyValuePair pair : about) {
                    String value = String.valueOf(pair.value);
                    if (!value.isEmpty()) {
                        json.writeStringField(pair.key, value);
                    }
                }
            }
            TraceContext.Ids ids = TraceContext.current();
            if (ids != null) {
                json.writeStringField("trace", ids.trace());
                json.writeStringField("span", ids.span());
            }
            if (event.getThrowableProxy() != null) {
                json.writeStringField("error", stack.convert(event));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        line.write('\n');
        return line.toByteArray();
    }
}
