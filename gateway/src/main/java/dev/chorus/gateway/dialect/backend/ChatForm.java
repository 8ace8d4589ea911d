package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.value.Origin;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request to the chat API. What is absent is null.
 *
 * @param form all of them
 */
record ChatForm(Form form) {
    private static final String NO_ATTRIBUTES = "{}";

    boolean has(String name) {
        return form.has(name);
    }

    List<String> all(String name) {
        return form.all(name);
    }

    /** A text, which may be empty. */
    @Nullable
    String text(String name) {
        return form.has(name) ? form.text(name, "") : null;
    }

    /** A text that says nothing where it is empty. */
    @Nullable
    String textOrNothing(String name) {
        String text = form.text(name, "");
        return text.isEmpty() ? null : text;
    }

    /** A text that has to be there. */
    String required(String name, ErrorCode otherwise) {
        String text = form.text(name, "");
        if (text.isEmpty()) {
            throw new RequestFailedException(otherwise);
        }
        return text;
    }

    /** Attributes; empty ones are none. */
    @Nullable
    String attributes() {
        String attributes = text("Attributes");
        return attributes != null && attributes.isEmpty() ? NO_ATTRIBUTES : attributes;
    }

    /** A date as epoch milliseconds. */
    @Nullable
    Long date(String name, ErrorCode otherwise) {
        String text = textOrNothing(name);
        if (text == null) {
            return null;
        }
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            return moment.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new RequestFailedException(otherwise, name + ": " + otherwise.meaning());
        }
    }

    /** The index of the last message read, if the parameter is there and not empty. */
    @Nullable
    Long consumedIndex() {
        String text = textOrNothing("LastConsumedMessageIndex");
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,15}")) {
            throw new RequestFailedException(ErrorCode.CONSUMED_INDEX_INVALID);
        }
        return Long.valueOf(text);
    }

    @Nullable
    Long consumptionDate() {
        return date("LastConsumptionTimestamp", ErrorCode.CONSUMPTION_DATE_INVALID);
    }

    /** Where something comes from, or null where the parameters do not say. */
    @Nullable
    Origin origin(String author) {
        Origin origin = new Origin(
                textOrNothing(author),
                date("DateCreated", ErrorCode.DATE_CREATED_INVALID),
                date("DateUpdated", ErrorCode.DATE_UPDATED_INVALID),
                textOrNothing("LastUpdatedBy"));
        return origin.equals(new Origin(null, null, null, null)) ? null : origin;
    }
}
