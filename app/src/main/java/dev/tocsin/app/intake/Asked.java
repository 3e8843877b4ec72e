package dev.tocsin.app.intake;

import java.util.List;
import java.util.Map;

/** What a request asks to be written, or everything that is wrong with it. */
public sealed interface Asked<R> {

    /** The most bytes of a body: what is said of a service is a line, not a document. */
    int MOST_BYTES = 64 * 1024;

    /**
     * It can be written.
     *
     * @param key {@code namespace/service}
     * @param echo what the answer repeats, in its order
     */
    record Valid<R>(String key, R record, Map<String, Object> echo) implements Asked<R> {}

    /** It can't; each problem names its field. */
    record Invalid<R>(List<String> problems) implements Asked<R> {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
