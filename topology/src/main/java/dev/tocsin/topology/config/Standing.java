package dev.tocsin.topology.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.config.spec.Content;

/**
 * Where a document stands: what became of its newest version, and which version is in force.
 *
 * @param key of its records on both config topics; anything where it is rejected for its key
 * @param version of the newest one: its place on the config topic, so that it rises with every edit
 * @param at record time of what made it stand so
 * @param note what its author should know though nothing is wrong, null for nothing
 * @param waiting the newest version while it is pending, null otherwise
 * @param inForce the version the stages use, null for none
 */
public record Standing(String key, State state, long version, Instant at, List<Problem> problems,
        @Nullable String note, @Nullable Edition waiting, @Nullable Edition inForce) {

    private static final int MAX_PROBLEMS = 50;

    /** What became of a document's newest version. */
    public enum State {
        /** It is in force. */
        ACCEPTED,
        /** It refers to something that isn't there; it comes into force when that arrives. */
        PENDING,
        /** It is wrong; the last good version stays in force. */
        REJECTED;

        /** As it is written in a status. */
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One version of a document, with what it says. */
    public record Edition(Document document, long version, Instant at, Content content) {}

    public Standing {
        problems = problems.size() <= MAX_PROBLEMS ? List.copyOf(problems) : shortened(problems);
    }

    static Standing rejected(String key, long version, Instant at, List<Problem> problems, @Nullable Standing before) {
        return new Standing(key, State.REJECTED, version, at, problems, null, null,
                before == null ? null : before.inForce);
    }

    static Standing accepted(String key, Edition edition, Instant at) {
        return new Standing(key, State.ACCEPTED, edition.version(), at, List.of(), Notes.of(edition), null, edition);
    }

    static Standing pending(String key, Edition edition, Instant at, List<Problem> problems,
            @Nullable Edition inForce) {
        return new Standing(key, State.PENDING, edition.version(), at, problems, null, edition, inForce);
    }

    /** The document's kind, namespace and name, empty where the key isn't one. */
    public Optional<DocumentKey> documentKey() {
        return DocumentKey.parse(key);
    }

    /** The same, with what its author should know besides; null for nothing. */
    Standing noting(@Nullable String besides) {
        return new Standing(key, state, version, at, problems, besides, waiting, inForce);
    }

    /** Whether someone who reads the status would see a difference. */
    boolean tellsTheSameAs(@Nullable Standing other) {
        return other != null && state == other.state && version == other.version && problems.equals(other.problems)
                && Objects.equals(note, other.note)
                && Objects.equals(versionOf(inForce), versionOf(other.inForce));
    }

    private static @Nullable Long versionOf(@Nullable Edition edition) {
        return edition == null ? null : edition.version();
    }

    private static List<Problem> shortened(List<Problem> problems) {
        List<Problem> some = new ArrayList<>(problems.subList(0, MAX_PROBLEMS));
        some.add(Problem.ofDocument("has " + (problems.size() - MAX_PROBLEMS) + " more problems"));
        return List.copyOf(some);
    }
}
