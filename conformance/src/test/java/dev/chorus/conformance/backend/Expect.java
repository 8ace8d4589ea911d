package dev.chorus.conformance.backend;

import com.twilio.exception.ApiException;
import java.util.Objects;

/** What must be so. */
final class Expect {
    private Expect() {}

    static void equal(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError(actual + " (expected: " + expected + ")");
        }
    }

    static void refused(int status, int code, HelperLibrary.Check action) throws Exception {
        try {
            action.run();
        } catch (ApiException refusal) {
            equal(refusal.getStatusCode(), status);
            equal(refusal.getCode(), code);
            return;
        }
        throw new AssertionError("it was not refused (expected: " + status + ", " + code + ")");
    }

    static void missing(HelperLibrary.Check action) throws Exception {
        refused(404, 20404, action);
    }
}
