package dev.tocsin.topology.window;

import java.time.Duration;
import java.time.Instant;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.clock.EffectiveTime;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;
import dev.tocsin.topology.window.Evaluation.EmptyWindow;
import dev.tocsin.topology.window.Evaluation.ServiceGone;
import dev.tocsin.topology.window.Evaluation.TimePassed;

/** The first stage of a task: samples in, closed windows and the passing of effective time out. */
final class WindowProcessor implements Processor<String, TelemetrySample, String, Evaluation> {

    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int MOST_PER_SWEEP = 10_000;
    private static final String CLOCK = "clock";

    private final WindowStage stage;
    private final DueTimes due = new DueTimes();
    private @Nullable TaskSight sight;
    private @Nullable Task task;
    private int silent;
    private int services;
    private long lastTick;
    private long lastSwept;

    /** What a task has while it is assigned here. */
    private record Task(ProcessorContext<String, Evaluation> context, LiveStore<ServiceWindows> windows,
            LiveStore<EffectiveTime> clocks, EffectiveTime clock) {}

    WindowProcessor(WindowStage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<String, Evaluation> context) {
        LiveStore<ServiceWindows> windows = context.getStateStore(WindowStage.WINDOWS);
        LiveStore<EffectiveTime> clocks = context.getStateStore(WindowStage.CLOCK);
        EffectiveTime known = clocks.get(CLOCK);
        EffectiveTime clock = (known != null ? known : new EffectiveTime(stage.idle()))
                .assigned(context.currentSystemTimeMs());
        task = new Task(context, windows, clocks, clock);
        sight = new TaskSight(stage, context.taskId().partition());
        due.clear();
        services = 0;
        silent = 0;
        lastTick = Long.MIN_VALUE;
        lastSwept = Long.MIN_VALUE;
        windows.forEach((key, row) -> {
            services++;
            silent += row.silent ? 1 : 0;
            due.schedule(key, row.dueAt(stage.shape()));
        });
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    @Override
    public void process(Record<String, TelemetrySample> record) {
        Task here = here();
        TelemetrySample sample = record.value();
        long wall = here.context.currentSystemTimeMs();
        String topic = here.context.recordMetadata().map(RecordMetadata::topic).orElse("");
        sight().read(topic, record.timestamp(), wall);
        String key = record.key();
        long time = sample.getTime().toEpochMilli();
        ServiceWindows row = here.windows.get(key);
        if (row == null && here.clock.known() && time < here.clock.reached() - stage.mostBehind().toMillis()) {
            stage.count("clock_behind");
            return;
        }
        add(here, key, row == null ? added(key) : row, sample, time, wall);
    }

    private ServiceWindows added(String key) {
        ServiceWindows row = new ServiceWindows();
        services++;
        here().windows.put(key, row);
        return row;
    }

    private void add(Task here, String key, ServiceWindows row, TelemetrySample sample, long time, long wall) {
        long behindTask = here.clock.known() ? here.clock.reached() - time : 0;
        ServiceWindows.Outcome outcome = row.add(time, sample.getMetrics(), behindTask, stage.shape(),
                name -> stage.count("metric_limit"));
        if (outcome == ServiceWindows.Outcome.LATE) {
            stage.count("late");
            return;
        }
        stage.count("accepted");
        here.clock.accept(time, wall);
        if (!here.clock.started() && sight().age().compareTo(stage.behindLimit()) <= 0) {
            here.clock.start();
        }
        setSilent(row, false);
        here.windows.put(key, row);
        here.clocks.put(CLOCK, here.clock);
        due.schedule(key, row.dueAt(stage.shape()));
        while (row.passedByOwnSamples(stage.shape())) {
            closeNext(here, ServiceId.parse(key), row);
        }
        tick(here);
    }

    /** Every second of wall time: what the input's silence closes, and the time that passes without samples. */
    private void sweep(long ignored) {
        Task here = here();
        long wall = here.context.currentSystemTimeMs();
        boolean held = sight().held(wall);
        if (!here.clock.known()) {
            return;
        }
        if (!held && here.clock.advance(wall) > lastSwept) {
            lastSwept = here.clock.reached();
            here.clocks.put(CLOCK, here.clock);
            closeDue(here);
        }
        stage.census().report(here.context.taskId().partition(), count());
        here.context.forward(new Record<>(CLOCK, new TimePassed(situation(here), services, silent), wall));
    }

    private void closeDue(Task here) {
        long now = here.clock.reached();
        for (int swept = 0; swept < MOST_PER_SWEEP; swept++) {
            String key = due.poll(now);
            if (key == null) {
                return;
            }
            ServiceWindows row = here.windows.get(key);
            if (row != null) {
                closeDue(here, key, row, now);
            }
        }
    }

    private void closeDue(Task here, String key, ServiceWindows row, long now) {
        while (row.dueAt(stage.shape()) <= now && !isGone(row, now)) {
            closeNext(here, ServiceId.parse(key), row);
        }
        if (isGone(row, now) && !stage.census().total().mostlySilent()) {
            expire(here, key, row);
        } else {
            setSilent(row, row.overdue(now - stage.shape().sizeMillis(), stage.shape()));
            here.windows.put(key, row);
            due.schedule(key, Math.max(row.dueAt(stage.shape()), now + 1));
        }
    }

    private boolean isGone(ServiceWindows row, long now) {
        return now - row.newest > stage.shape().gone().toMillis();
    }

    private void expire(Task here, String key, ServiceWindows row) {
        setSilent(row, false);
        services--;
        here.windows.delete(key);
        due.remove(key);
        stage.count("service_gone");
        ServiceGone gone = new ServiceGone(ServiceId.parse(key), Instant.ofEpochMilli(row.newest),
                situation(here));
        here.context.forward(new Record<>(key, gone, here.context.currentSystemTimeMs()));
    }

    private void closeNext(Task here, ServiceId service, ServiceWindows row) {
        row.skipLongGap(stage.shape());
        long start = row.closedUntil;
        boolean due = row.expectsSampleBy(start + stage.shape().sizeMillis(), stage.shape());
        Aggregate aggregate = row.closeNext(stage.shape());
        Instant from = Instant.ofEpochMilli(start);
        Instant to = from.plus(stage.shape().size());
        if (aggregate != null) {
            stage.count("window_closed");
            forward(here, service, new ClosedWindow(service, from, to, aggregate.samples, row.metrics.names(),
                    aggregate.means(row.metrics.names().size()), situation(here)));
        } else if (due) {
            stage.count("window_empty");
            forward(here, service, new EmptyWindow(service, from, to, situation(here)));
        }
    }

    private void forward(Task here, ServiceId service, Evaluation evaluation) {
        here.context.forward(new Record<>(service.toString(), evaluation, here.context.currentSystemTimeMs()));
    }

    /** Tells the passing of time once a window of event time, so that a replay runs its timers as the live stream does. */
    private void tick(Task here) {
        long window = stage.shape().startOf(here.clock.reached());
        if (window > lastTick) {
            lastTick = window;
            TimePassed passed = new TimePassed(situation(here), services, silent);
            here.context.forward(new Record<>(CLOCK, passed, here.context.currentSystemTimeMs()));
        }
    }

    private void setSilent(ServiceWindows row, boolean now) {
        if (row.silent != now) {
            row.silent = now;
            silent += now ? 1 : -1;
        }
    }

    private Census.Count count() {
        return new Census.Count(services, silent);
    }

    private Evaluation.Situation situation(Task here) {
        return new Evaluation.Situation(here.clock.instant(), sight().age(), !here.clock.started());
    }

    @Override
    public void close() {
        if (task != null) {
            stage.census().forget(task.context.taskId().partition());
        }
        if (sight != null) {
            sight.close();
        }
        task = null;
        sight = null;
    }

    private Task here() {
        if (task == null) {
            throw new IllegalStateException("the window stage is used before init");
        }
        return task;
    }

    private TaskSight sight() {
        if (sight == null) {
            throw new IllegalStateException("the window stage is used before init");
        }
        return sight;
    }
}
