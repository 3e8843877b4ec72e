package dev.tocsin.topology.window;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.clock.EffectiveTime;
import dev.tocsin.topology.limits.Understood;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;
import dev.tocsin.topology.window.Evaluation.EmptyWindow;
import dev.tocsin.topology.window.Evaluation.ServiceGone;
import dev.tocsin.topology.window.Evaluation.Situation;
import dev.tocsin.topology.window.Evaluation.TimePassed;

/**
 * The windows of all services of one task: takes samples in and effective time on, and says what closes. Not
 * thread-safe.
 */
final class TaskWindows {

    private static final int MOST_PER_SWEEP = 10_000;

    private final WindowStage stage;
    private final WindowShape shape;
    private final LiveStore<ServiceWindows> rows;
    private final EffectiveTime clock;
    private final Consumer<Evaluation> out;
    private final int task;
    private final DueTimes due = new DueTimes();
    private Duration age = Duration.ZERO;
    private boolean caughtUp;
    private final Attendance attendance = new Attendance();
    private long lastTick = Long.MIN_VALUE;
    private long lastSwept = Long.MIN_VALUE;

    /**
     * @param rows the task's store; what it holds is taken over, also into the clock
     * @param task the number of its partition
     * @param out told what closes, in order
     */
    TaskWindows(WindowStage stage, LiveStore<ServiceWindows> rows, EffectiveTime clock, int task,
            Consumer<Evaluation> out) {
        this.stage = stage;
        this.shape = stage.shape();
        this.rows = rows;
        this.clock = clock;
        this.out = out;
        this.task = task;
        rows.forEach((key, row) -> {
            clock.recall(row.taskNewest, row.taskReached);
            stage.limits().hold(ServiceId.parse(key), row.heard, row.newest);
            take(row, key);
            due.schedule(key, row.dueAt(shape));
        });
    }

    /**
     * Takes in a sample and closes what the service's own samples have passed.
     *
     * @param key the service
     * @param recordAge how old the sample's record was on arrival
     * @return what became of it, a named reason
     */
    String add(String key, Sample sample, Duration recordAge, long wall) {
        age = recordAge;
        caughtUp = false;
        long time = sample.timeMillis();
        ServiceWindows row = rows.get(key);
        if (row == null) {
            if (clock.known() && time < clock.reached() - stage.mostBehind().toMillis()) {
                return "clock_behind";
            }
            if (!stage.limits().admit(sample.service(), time, Understood.of(sample.names().asList()))) {
                stage.refused(sample.service());
                return "service_limit";
            }
            row = new ServiceWindows();
            take(row, key);
        }
        long behindTask = clock.known() ? clock.reached() - time : 0;
        ServiceWindows.Outcome outcome = row.add(sample, behindTask, shape,
                metric -> stage.count("metric_limit"));
        rows.put(key, row);
        if (outcome == ServiceWindows.Outcome.LATE) {
            return "late";
        }
        accepted(key, row, Math.min(time, wall - recordAge.toMillis() + shape.graceMillis()), wall);
        return "accepted";
    }

    /**
     * @param time the sample's, but no later than its record was written: one clock ahead mustn't move everybody's time
     */
    private void accepted(String key, ServiceWindows row, long time, long wall) {
        clock.accept(time, wall);
        row.taskNewest = clock.newest();
        row.taskReached = clock.reached();
        if (!clock.started() && age.compareTo(stage.behindLimit()) <= 0) {
            clock.start();
        }
        attendance.silent(row, false);
        due.schedule(key, row.dueAt(shape));
        while (row.passedByOwnSamples(shape)) {
            closeNext(key, row);
        }
        tick();
    }

    /**
     * Moves effective time on by quiet wall time, and closes what is due by it.
     *
     * @param held whether input waits, so that silence means nothing
     */
    void sweep(long wall, boolean held) {
        if (!clock.known()) {
            return;
        }
        clock.look(wall);
        if (held) {
            clock.deaf(wall);
        }
        caughtUp = !held && clock.quiet(wall);
        if (!held && clock.advance(wall) > lastSwept) {
            lastSwept = clock.reached();
            closeDue();
        }
        out.accept(passed());
    }

    /** Tells the census what is known of this task's services. */
    void report() {
        stage.census().report(task, attendance.count());
    }

    private void closeDue() {
        long now = clock.reached();
        for (int swept = 0; swept < MOST_PER_SWEEP; swept++) {
            String key = due.poll(now);
            if (key == null) {
                return;
            }
            ServiceWindows row = rows.get(key);
            if (row != null) {
                closeDue(key, row, now);
            }
        }
    }

    private void closeDue(String key, ServiceWindows row, long now) {
        if (!row.settled() && !stage.limits().knows(ServiceId.parse(key))) {
            stage.count("service_crowded_out");
            expire(key, row, true);
            return;
        }
        boolean gone = isGone(row, now);
        while (row.dueAt(shape) <= now && !gone) {
            closeNext(key, row);
            gone = isGone(row, now);
        }
        if (gone && !stage.census().total().mostlySilent()) {
            stage.count("service_gone");
            expire(key, row, false);
        } else {
            attendance.silent(row, row.overdue(now - shape.sizeMillis(), shape));
            rows.put(key, row);
            due.schedule(key, gone ? now + shape.sizeMillis() : Math.max(row.dueAt(shape), now + 1));
        }
    }

    private boolean isGone(ServiceWindows row, long now) {
        return row.open.isEmpty() && now - row.newest > shape.gone().toMillis();
    }

    private void expire(String key, ServiceWindows row, boolean crowdedOut) {
        setMute(row, false);
        attendance.leave(row);
        rows.delete(key);
        due.remove(key);
        stage.limits().release(ServiceId.parse(key));
        out.accept(new ServiceGone(ServiceId.parse(key), Instant.ofEpochMilli(row.newest), crowdedOut,
                situation()));
    }

    private void closeNext(String key, ServiceWindows row) {
        row.skipLongGap(shape);
        Instant start = Instant.ofEpochMilli(row.closedUntil);
        Instant end = start.plus(shape.size());
        boolean expected = row.expectsSampleBy(end.toEpochMilli(), shape);
        Aggregate aggregate = row.closeNext(shape);
        if (aggregate != null) {
            stage.count("window_closed");
            setMute(row, false);
            if (!row.settled() && stage.limits().heard(ServiceId.parse(key), row.newest,
                    Understood.of(row.metrics.names()))) {
                row.heard++;
                take(row, key);
            }
            out.accept(new ClosedWindow(ServiceId.parse(key), start, end, aggregate.samples, row.metrics.names(),
                    aggregate.means(row.metrics.names().size()), situation(age)));
        } else if (expected) {
            stage.count("window_empty");
            setMute(row, true);
            out.accept(new EmptyWindow(ServiceId.parse(key), start, end, situation()));
        }
    }

    /** Tells the passing of time once a window, so that a replay runs its timers as the live stream does. */
    private void tick() {
        long window = shape.startOf(clock.reached());
        if (window > lastTick) {
            lastTick = window;
            out.accept(passed());
        }
    }

    /** The census knows before the window is judged: who of many is silent says something else than who is alone. */
    private void setMute(ServiceWindows row, boolean now) {
        if (row.mute != now) {
            attendance.mute(row, now);
            report();
        }
    }

    /** In a full namespace one that isn't settled may be an id: that it is silent doesn't say that telemetry stopped. */
    private void take(ServiceWindows row, String key) {
        if (row.settled() || !stage.limits().isFull(ServiceId.parse(key).namespace())) {
            attendance.take(row);
        }
    }

    private TimePassed passed() {
        return new TimePassed(situation(), attendance.count().services(), attendance.count().silent());
    }

    /** Of what is true now: with nothing more to read it isn't late, however old the last record is. */
    private Situation situation() {
        return situation(caughtUp ? Duration.ZERO : age);
    }

    /** Of what samples say: as late as their records. */
    private Situation situation(Duration behind) {
        return new Situation(clock.instant(), behind, !clock.started());
    }
}
