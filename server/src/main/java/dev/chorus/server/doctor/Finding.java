package dev.chorus.server.doctor;

/** One thing that a check has to say. */
public sealed interface Finding {
    /** What was looked at. */
    String check();

    /** What was seen. */
    String words();

    /** All is well. */
    record Ok(String check, String words) implements Finding {}

    /** Chorus works, but not as well or as safely as it should. */
    record Warning(String check, String words, String remedy) implements Finding {}

    /** Chorus does not work like this, or loses something. */
    record Wrong(String check, String words, String remedy) implements Finding {}

    /** It was not looked at, and why. */
    record LeftOut(String check, String words) implements Finding {}
}
