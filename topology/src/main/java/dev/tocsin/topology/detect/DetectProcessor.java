package dev.tocsin.topology.detect;

import java.util.Locale;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Learning;
import dev.tocsin.detectors.MetricWindow;
import dev.tocsin.detectors.Phase;
import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.escalate.EscalateStage;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.Evaluation;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;
import dev.tocsin.topology.window.Evaluation.ServiceGone;
import dev.tocsin.topology.wire.Verdicts;

/** Scores closed windows with each service's model and lets the model learn. */
final class DetectProcessor implements Processor<String, Evaluation, String, Judgement> {

    private final DetectStage stage;
    private @Nullable Task task;

    private record Task(ProcessorContext<String, Judgement> context, LiveStore<Detector> models,
            LiveStore<ServiceState> incidents, CheckpointTurns turns, Checkpoints.Member member) {}

    DetectProcessor(DetectStage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<String, Judgement> context) {
        LiveStore<Detector> models = context.getStateStore(DetectStage.MODELS);
        LiveStore<ServiceState> incidents = context.getStateStore(EscalateStage.INCIDENTS);
        Checkpoints.Member member = stage.checkpoints().join(context.taskId().partition());
        task = new Task(context, models, incidents, new CheckpointTurns(stage.checkpoints()), member);
        models.beforeFlush(() -> flush(models, member));
        context.schedule(CheckpointTurns.SWEEP, PunctuationType.WALL_CLOCK_TIME, ignored -> checkpointAll());
    }

    @Override
    public void process(Record<String, Evaluation> record) {
        Judgement judgement = switch (record.value()) {
            case ClosedWindow closed -> judge(record.key(), closed);
            case ServiceGone gone -> {
                here().models.delete(record.key());
                here().turns.forget(record.key());
                yield new Judgement.Gone(gone);
            }
            case Evaluation other -> Judgement.of(other, stage.profileName());
        };
        here().context.forward(record.withValue(judgement));
    }

    private Judgement judge(String key, ClosedWindow closed) {
        Detector known = here().models.get(key);
        Detector detector = known == null ? Detector.create(stage.profile()) : known;
        MetricWindow window = new MetricWindow(closed.start(), closed.end(), closed.names(), closed.values());
        var verdict = detector.observe(window, learning(key, closed));
        if (known == null || here().turns.due(key, closed.end(), verdict.phase() == Phase.MATURE)) {
            here().models.put(key, detector);
        }
        stage.counts().count("tocsin_windows", verdict.level().name().toLowerCase(Locale.ROOT));
        return new Judgement.Judged(Verdicts.fromDetector(closed, verdict), stage.profileName(), closed.situation());
    }

    private Learning learning(String key, ClosedWindow closed) {
        ServiceState state = here().incidents.get(key);
        boolean burning = state != null && state.hasOpenIncident();
        boolean expected = stage.expected().covers(ServiceId.parse(key), closed.end());
        return burning || expected ? Learning.REDUCED : Learning.NORMAL;
    }

    private void checkpointAll() {
        if (here().turns.allNow()) {
            here().models.forEachLive(here().models::put);
            here().member.written();
            here().context.commit();
        } else {
            here().member.swept();
        }
    }

    /** A task that is given away writes all it has learned with its last commit. */
    private static void flush(LiveStore<Detector> models, Checkpoints.Member member) {
        if (member.leaving()) {
            models.forEachLive(models::put);
        }
        member.flushed();
    }

    @Override
    public void close() {
        if (task != null) {
            task.member.leave();
        }
        task = null;
    }

    private Task here() {
        if (task == null) {
            throw new IllegalStateException("the detect stage is used before init");
        }
        return task;
    }
}
