package dev.tocsin.topology.outside;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.topology.limits.Understood;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.DueTimes;
import dev.tocsin.topology.window.Evaluation.ServiceGone;
import dev.tocsin.topology.window.Evaluation.Situation;

/**
 * The services of a task that have no telemetry and are spoken for by a model outside: each needs a place among those this
 * process takes on, and is gone after twice the time for which its verdicts may come late. Not thread-safe.
 */
final class SpokenFor {

    /** One that isn't settled may have lost its place to another; it is looked at so often. */
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final int MOST_PER_SWEEP = 10_000;

    private final JoinStage stage;
    private final LiveStore<Pending> rows;
    private final LiveStore<?> windows;
    private final DueTimes due = new DueTimes();

    /**
     * @param rows the task's store; what it holds keeps its place
     * @param windows rows of the services that have telemetry, whose places the window stage sees to
     */
    SpokenFor(JoinStage stage, LiveStore<Pending> rows, LiveStore<?> windows) {
        this.stage = stage;
        this.rows = rows;
        this.windows = windows;
        rows.forEach((key, row) -> {
            if (!isMeasured(key)) {
                stage.limits().hold(ServiceId.parse(key), row.heard(), row.usedUntil().toEpochMilli());
                due.schedule(key, Long.MIN_VALUE);
            }
        });
    }

    /** Whether a service has telemetry. */
    boolean isMeasured(String key) {
        return windows.get(key) != null;
    }

    /** Whether a service that has no telemetry has a place, or is given one; the window counts as heard then. */
    boolean admits(String key, OutsideVerdict verdict) {
        ServiceId service = ServiceId.parse(key);
        long end = verdict.getWindowEnd().toEpochMilli();
        int signals = Understood.of(verdict.getMetrics().keySet());
        if (!stage.limits().admit(service, end, signals)) {
            stage.refused(service);
            return false;
        }
        stage.limits().heard(service, end, signals);
        due.schedule(key, end);
        return true;
    }

    /**
     * Lets go of those that were silent for too long, or have lost their place.
     *
     * @param late for how long a service's verdicts may come late
     */
    void sweep(Situation now, Function<String, Duration> late, Consumer<ServiceGone> gone) {
        long reached = now.effectiveTime().toEpochMilli();
        for (int swept = 0; swept < MOST_PER_SWEEP; swept++) {
            String key = due.poll(reached);
            if (key == null) {
                return;
            }
            Pending row = rows.get(key);
            if (row != null && !isMeasured(key)) {
                look(key, row, now, late.apply(key), gone);
            }
        }
    }

    private void look(String key, Pending row, Situation now, Duration late, Consumer<ServiceGone> gone) {
        ServiceId service = ServiceId.parse(key);
        Duration silence = late.multipliedBy(2);
        Instant end = row.usedUntil().plus(silence.compareTo(stage.gone()) > 0 ? silence : stage.gone());
        boolean crowdedOut = row.usedUntil().equals(Instant.EPOCH)
                || !row.settled() && !stage.limits().knows(service);
        if (!crowdedOut && now.effectiveTime().isBefore(end)) {
            Instant next = now.effectiveTime().plus(LOOK);
            due.schedule(key, (row.settled() || next.isAfter(end) ? end : next).toEpochMilli());
            return;
        }
        stage.count(crowdedOut ? "service_crowded_out" : "service_gone");
        rows.delete(key);
        stage.limits().release(service);
        gone.accept(new ServiceGone(service, row.usedUntil(), crowdedOut, now));
    }
}
