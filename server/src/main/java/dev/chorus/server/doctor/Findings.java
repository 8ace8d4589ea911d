package dev.chorus.server.doctor;

import java.util.ArrayList;
import java.util.List;

/** What one check has found so far. A check that takes too long is left behind while it still writes, so it is shared. */
final class Findings {
    private final String check;
    private final List<Finding> found = new ArrayList<>();

    Findings(String check) {
        this.check = check;
    }

    synchronized void ok(String words) {
        found.add(new Finding.Ok(check, words));
    }

    synchronized void warning(String words, String remedy) {
        found.add(new Finding.Warning(check, words, remedy));
    }

    synchronized void wrong(String words, String remedy) {
        found.add(new Finding.Wrong(check, words, remedy));
    }

    synchronized void leftOut(String words) {
        found.add(new Finding.LeftOut(check, words));
    }

    /** Says it where nothing worse was found. */
    synchronized void otherwiseOk(String words) {
        if (found.stream().noneMatch(one -> one instanceof Finding.Warning || one instanceof Finding.Wrong)) {
            ok(words);
        }
    }

    synchronized List<Finding> list() {
        return List.copyOf(found);
    }
}
