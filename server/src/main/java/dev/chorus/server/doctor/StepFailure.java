package dev.chorus.server.doctor;

import java.io.IOException;

/** A step towards another machine that failed, with what to do about it. */
final class StepFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final String words;
    private final String remedy;

    StepFailure(String words, String remedy) {
        super(words);
        this.words = words;
        this.remedy = remedy;
    }

    String words() {
        return words;
    }

    String remedy() {
        return remedy;
    }
}
