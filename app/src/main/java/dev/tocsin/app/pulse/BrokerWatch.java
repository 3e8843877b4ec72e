package dev.tocsin.app.pulse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again and again whether brokers answer, and has it told when they don't for too long. */
public final class BrokerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final BooleanSupplier answers;
    private final String brokers;
    private final @Nullable PlatformAlarm alarm;
    private final Duration after;
    private final InstantSource clock;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("broker-watch").daemon().factory());
    private volatile Reach reach;

    /**
     * @param answers asks them; takes its time
     * @param alarm null where nobody is to be told
     */
    public BrokerWatch(BooleanSupplier answers, String brokers, @Nullable PlatformAlarm alarm, Duration after,
            InstantSource clock) {
        this.answers = answers;
        this.brokers = brokers;
        this.alarm = alarm;
        this.after = after;
        this.clock = clock;
        this.reach = Reach.unknown(clock.instant());
    }

    public BrokerWatch start() {
        Duration sixth = after.dividedBy(6);
        Duration pause = sixth.compareTo(LONGEST_PAUSE) < 0 ? sixth : LONGEST_PAUSE;
        looks.scheduleWithFixedDelay(this::look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Whether they answered when last asked. */
    public boolean reached() {
        return reach.reached();
    }

    /** One look. */
    void look() {
        try {
            Reach now = reach.seen(answers.getAsBoolean(), clock.instant());
            reach = now;
            if (tell(now, clock.instant())) {
                reach = now.toldAsNow();
            }
        } catch (RuntimeException e) {
            LOG.error("the watch over the brokers failed, and goes on", e);
        }
    }

    private boolean tell(Reach now, Instant time) {
        PlatformAlarm to = alarm;
        return switch (now.decide(after, time)) {
            case NOTHING -> false;
            case TELL_UNREACHABLE -> to == null || to.unreachable(brokers, now.since(), time);
            case TELL_REACHED -> to == null || to.reached(brokers, time);
        };
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
