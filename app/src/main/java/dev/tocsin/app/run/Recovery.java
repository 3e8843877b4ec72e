package dev.tocsin.app.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.errors.UnknownTopologyException;

import dev.tocsin.topology.decode.HeldTooLongException;

/** What becomes of a stream thread that died: replaced, or the service ends so that someone looks. Not thread-safe. */
final class Recovery {

    /** More deaths than this within {@link #SPAN} are no passing trouble. */
    static final int MOST = 10;

    static final Duration SPAN = Duration.ofMinutes(10);

    private final Deque<Instant> deaths = new ArrayDeque<>();

    /** What to do, and why. */
    enum Verdict {
        REPLACE_THREAD("a passing fault: the thread is replaced"), NOT_PERMITTED("the brokers refuse us"), CANNOT_START(
                "what the topology needs isn't there"), OUT_OF_RESOURCES(
                        "the process itself is unwell"), AGAIN_AND_AGAIN(
                                "more than " + MOST + " times within " + SPAN.toMinutes() + " minutes");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** A thread that waited too long for the registry is well: however long that is away, it isn't the end. */
    Verdict judge(Throwable death, Instant now) {
        for (Throwable cause = death; cause != null; cause = cause.getCause()) {
            Verdict verdict = fatal(cause);
            if (verdict != Verdict.REPLACE_THREAD) {
                return verdict;
            }
            if (cause instanceof HeldTooLongException) {
                return Verdict.REPLACE_THREAD;
            }
        }
        return often(now) ? Verdict.AGAIN_AND_AGAIN : Verdict.REPLACE_THREAD;
    }

    private static Verdict fatal(Throwable cause) {
        return switch (cause) {
            case Error _ -> Verdict.OUT_OF_RESOURCES;
            case AuthenticationException _,AuthorizationException _ -> Verdict.NOT_PERMITTED;
            case MissingSourceTopicException _,TopologyException _,UnknownTopologyException _,InvalidConfigurationException _ ->
                Verdict.CANNOT_START;
            default -> Verdict.REPLACE_THREAD;
        };
    }

    private boolean often(Instant now) {
        deaths.addLast(now);
        while (deaths.getFirst().isBefore(now.minus(SPAN))) {
            deaths.removeFirst();
        }
        return deaths.size() > MOST;
    }
}
