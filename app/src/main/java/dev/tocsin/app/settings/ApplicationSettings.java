package dev.tocsin.app.settings;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The service as Kafka Streams sees it.
 *
 * @param id application id: prefix of consumer groups, internal topics and transactional ids
 * @param stateDir where stores live between restarts
 * @param leaves whether a stop gives its partitions away at once; else a restart takes them back
 */
public record ApplicationSettings(String id, Path stateDir, int threads, Guarantee guarantee,
        boolean leaves) {

    /** How often each record counts. */
    public enum Guarantee {
        EXACTLY_ONCE_V2, AT_LEAST_ONCE
    }

    /** What becomes of its place in the group when it stops. */
    private enum OnStop {
        REMAIN, LEAVE
    }

    private static final Pattern LEGAL_ID = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    public static final ApplicationSettings STANDARD = new ApplicationSettings("tocsin", Path.of("state"), 1,
            Guarantee.EXACTLY_ONCE_V2, false);

    public ApplicationSettings {
        if (!LEGAL_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("application.id '" + id + "' must be 1 to 100 of a-z A-Z 0-9 . _ -");
        }
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("application.threads " + threads + " must be from 1 to 256");
        }
    }

    ApplicationSettings storedIn(Path otherDir) {
        return new ApplicationSettings(id, otherDir, threads, guarantee, leaves);
    }

    static ApplicationSettings read(Node root) {
        Node node = root.child("application");
        return new ApplicationSettings(node.text("id").orElse(STANDARD.id),
                root.child("state").parsed("dir", Path::of).orElse(STANDARD.stateDir),
                node.integer("threads", STANDARD.threads),
                node.choice("guarantee", Guarantee.class).orElse(STANDARD.guarantee),
                node.choice("on_stop", OnStop.class).orElse(OnStop.REMAIN) == OnStop.LEAVE);
    }
}
