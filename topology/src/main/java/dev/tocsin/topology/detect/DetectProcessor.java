package dev.tocsin.topology.detect;

import java.util.Locale;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Learning;
import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.detect.Judgement.Alarming;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.escalate.EscalateStage;
import dev.tocsin.topology.profile.Choice;
import dev.tocsin.topology.profile.Choices;
import dev.tocsin.topology.profile.Terms;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.Evaluation;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;
import dev.tocsin.topology.window.Evaluation.EmptyWindow;
import dev.tocsin.topology.window.Evaluation.ServiceGone;
import dev.tocsin.topology.window.Evaluation.TimePassed;
import dev.tocsin.topology.wire.Verdicts;

/** Scores closed windows with each service's model and lets the model learn. */
final class DetectProcessor implements Processor<String, Evaluation, String, Judgement> {

    private final DetectStage stage;
    private @Nullable Task task;

    private record Task(ProcessorContext<String, Judgement> context, TaskModels models, Candidates candidates,
            LiveStore<ServiceState> incidents, Choices choices, Checkpoints.Member member) {}

    DetectProcessor(DetectStage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<String, Judgement> context) {
        LiveStore<Detector> store = context.getStateStore(DetectStage.MODELS);
        LiveStore<ServiceState> incidents = context.getStateStore(EscalateStage.INCIDENTS);
        Checkpoints.Member member = stage.checkpoints().join(context.taskId().partition());
        TaskModels models = new TaskModels(store, new CheckpointTurns(stage.checkpoints()), stage.counts());
        LiveStore<Candidate> onlookers = context.getStateStore(DetectStage.CANDIDATES);
        Candidates candidates = new Candidates(onlookers, new CheckpointTurns(stage.checkpoints()));
        task = new Task(context, models, candidates, incidents, new Choices(stage.profiles()), member);
        store.beforeFlush(() -> flush(models, member));
        onlookers.beforeFlush(() -> {
            if (member.leaving()) {
                candidates.writeAll();
            }
        });
        context.schedule(CheckpointTurns.SWEEP, PunctuationType.WALL_CLOCK_TIME, ignored -> checkpointAll());
    }

    @Override
    public void process(Record<String, Evaluation> record) {
        if (here().choices.renewed()) {
            here().candidates.keepOnly(here().choices);
        }
        Judgement judgement = switch (record.value()) {
            case ClosedWindow closed -> judge(record.key(), closed);
            case EmptyWindow empty -> Judgement.of(empty, here().choices.of(record.key()).current().label());
            case ServiceGone gone -> {
                here().models.forget(record.key());
                here().candidates.forget(record.key());
                here().choices.forget(record.key());
                yield new Judgement.Gone(gone);
            }
            case TimePassed passed -> new Judgement.Time(passed);
        };
        here().context.forward(record.withValue(judgement));
    }

    private Judgement judge(String key, ClosedWindow closed) {
        Choice choice = here().choices.of(key);
        Terms terms = choice.current();
        Detector model = here().models.of(key, terms.profile());
        Candidates.@Nullable Onlooker onlooker = choice.candidate() == null
                ? null
                : here().candidates.onlooker(key, choice.candidate(), model);
        Ignored ignored = new Ignored(terms.ignored());
        Learning learning = learning(key, closed);
        Alarming alarming = Alarming.of(model.loudness());
        var said = model.observe(ignored.judged(closed), learning);
        here().models.taught(key, model, closed.end());
        stage.counts().count("tocsin_windows", said.level().name().toLowerCase(Locale.ROOT));
        return new Judged(ignored.told(Verdicts.fromDetector(closed, said), closed), terms.label(),
                onlooker == null ? null : onlooker.look(closed, learning), alarming, closed.situation());
    }

    private Learning learning(String key, ClosedWindow closed) {
        ServiceState state = here().incidents.get(key);
        boolean burning = state != null && state.hasOpenIncident();
        boolean expected = stage.expected().covers(ServiceId.parse(key), closed.end());
        return burning || expected ? Learning.REDUCED : Learning.NORMAL;
    }

    private void checkpointAll() {
        if (here().models.allNow()) {
            here().models.writeAll();
            here().candidates.writeAll();
            here().member.written();
            here().context.commit();
        } else {
            here().member.swept();
        }
    }

    /** A task that is given away writes all it has learned with its last commit. */
    private static void flush(TaskModels models, Checkpoints.Member member) {
        if (member.leaving()) {
            models.writeAll();
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
