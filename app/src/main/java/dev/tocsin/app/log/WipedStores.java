package dev.tocsin.app.log;

import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Says in one line what Kafka Streams says in sixty after a kill: that stores which missed their last commit are wiped and
 * read again. At most one such line a minute; an incident that goes on is told again.
 */
final class WipedStores extends TurboFilter {

    private static final String STREAMS = "org.apache.kafka.streams.processor.internals.";
    private static final long PAUSE_MILLIS = 60_000;

    private final LoggerContext context;
    private final AtomicLong quietUntil = new AtomicLong();

    WipedStores(LoggerContext context) {
        this.context = context;
    }

    @Override
    public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
            Object @Nullable [] params, @Nullable Throwable thrown) {
        if (level.toInt() < Level.WARN_INT || !logger.getName().startsWith(STREAMS)
                || !tellsOfCorruption(format, thrown)) {
            return FilterReply.NEUTRAL;
        }
        long now = System.currentTimeMillis();
        long until = quietUntil.get();
        if (now >= until && quietUntil.compareAndSet(until, now + PAUSE_MILLIS)) {
            context.getLogger(WipedStores.class).warn("stores without their last commit, as after a kill, are wiped and"
                    + " read again from their changelogs; nothing is lost{}", named(thrown));
        }
        return FilterReply.DENY;
    }

    private static boolean tellsOfCorruption(@Nullable String format, @Nullable Throwable thrown) {
        return thrown instanceof TaskCorruptedException || format != null && format.contains("corrupted");
    }

    private static String named(@Nullable Throwable thrown) {
        return thrown instanceof TaskCorruptedException corrupted ? " (tasks " + corrupted.corruptedTasks() + ")" : "";
    }
}
