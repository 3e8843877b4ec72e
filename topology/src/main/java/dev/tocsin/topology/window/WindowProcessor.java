package dev.tocsin.topology.window;

import java.time.Duration;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.clock.EffectiveTime;
import dev.tocsin.topology.clock.InputWatch;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.store.LiveStore;

/**
 * The first stage of a task: samples in, closed windows and the passing of effective time out. Samples' rows say how far
 * time had come; the clock's own row says it where the input is quiet.
 */
final class WindowProcessor implements Processor<String, Sample, String, Evaluation> {

    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final String CLOCK = "clock";

    private final WindowStage stage;
    private @Nullable Task task;

    /** What a task has while it is assigned here. */
    private record Task(ProcessorContext<String, Evaluation> context, LiveStore<EffectiveTime> clocks,
            EffectiveTime clock, TaskWindows windows, InputWatch watch) {}

    WindowProcessor(WindowStage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<String, Evaluation> context) {
        LiveStore<EffectiveTime> clocks = context.getStateStore(WindowStage.CLOCK);
        EffectiveTime known = clocks.get(CLOCK);
        EffectiveTime clock = known != null ? known : new EffectiveTime(stage.idle());
        TaskWindows windows = new TaskWindows(stage, context.getStateStore(WindowStage.WINDOWS), clock,
                context.taskId().partition(), evaluation -> forward(context, evaluation));
        clock.assigned(context.currentSystemTimeMs());
        InputWatch watch = new InputWatch(stage.lag(), stage.progress(), stage.inputs(), context.taskId().partition());
        task = new Task(context, clocks, clock, windows, watch);
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, wall -> sweep(here(), wall));
    }

    @Override
    public void process(Record<String, Sample> record) {
        Task here = here();
        long wall = here.context.currentSystemTimeMs();
        here.watch.read(here.context.recordMetadata().map(RecordMetadata::topic).orElse(""), record.timestamp());
        Duration age = Duration.ofMillis(Math.max(0, wall - record.timestamp()));
        boolean started = here.clock.started();
        stage.count(here.windows.add(record.key(), record.value(), age, wall));
        if (here.clock.started() != started) {
            here.clocks.put(CLOCK, here.clock);
        }
    }

    /** Every second of wall time: what the input's silence closes, and the time that passes without samples. */
    private void sweep(Task here, long wall) {
        int partition = here.context.taskId().partition();
        here.watch.report(wall);
        Duration behind = stage.progress().behind(stage.inputs(), partition, stage.sourcesToRekey());
        long reached = here.clock.reached();
        here.windows.sweep(wall, behind.compareTo(stage.idle()) > 0);
        if (here.clock.reached() != reached) {
            here.clocks.put(CLOCK, here.clock);
        }
        here.windows.report();
    }

    private static void forward(ProcessorContext<String, Evaluation> context, Evaluation evaluation) {
        context.forward(new Record<>(key(evaluation), evaluation, context.currentSystemTimeMs()));
    }

    private static String key(Evaluation evaluation) {
        return switch (evaluation) {
            case Evaluation.ClosedWindow closed -> closed.service().toString();
            case Evaluation.EmptyWindow empty -> empty.service().toString();
            case Evaluation.ServiceGone gone -> gone.service().toString();
            case Evaluation.TimePassed _ -> CLOCK;
        };
    }

    @Override
    public void close() {
        if (task != null) {
            stage.census().forget(task.context.taskId().partition());
            task.watch.close();
        }
        task = null;
    }

    private Task here() {
        if (task == null) {
            throw new IllegalStateException("the window stage is used before init");
        }
        return task;
    }
}
