package dev.chorus.server.doctor;

import java.io.IOException;
import java.util.Set;

/** One thing to look at. It may block, for seconds at most. */
interface Check {
    /** What it looks at, in a word or two. */
    String name();

    /** The checks without which this one has nothing to look at: it is left out where one of them finds something wrong. */
    default Set<String> needs() {
        return Set.of();
    }

    /** Looks, and writes down what it finds; what it throws becomes a finding too. */
    void look(Examination examination, Findings findings) throws IOException;
}
