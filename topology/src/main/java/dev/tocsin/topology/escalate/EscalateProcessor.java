package dev.tocsin.topology.escalate;

import java.time.Duration;
import java.time.Instant;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.automaton.Escalation;
import dev.tocsin.escalation.automaton.Heeded;
import dev.tocsin.escalation.automaton.Outcome;
import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.automaton.Situation;
import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.hypothesis.UnusualWindow;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.detect.Judgement.Changed;
import dev.tocsin.topology.detect.Judgement.Gone;
import dev.tocsin.topology.detect.Judgement.Heard;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.detect.Judgement.Said;
import dev.tocsin.topology.detect.Judgement.Time;
import dev.tocsin.topology.detect.Judgement.ToldUntil;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.DueTimes;
import dev.tocsin.topology.window.Evaluation;
import dev.tocsin.topology.window.Evaluation.TimePassed;
import dev.tocsin.topology.window.WindowStage;

/** Matches rules against verdicts, changes and neighbours' news, runs their timers, and tells what follows. */
final class EscalateProcessor implements Processor<String, Judgement, String, Escalated> {

    private static final int MOST_TIMERS_PER_SWEEP = 10_000;

    /** A timer that has to wait for its service's windows is looked at again so much later. */
    private static final long SWEEP_MILLIS = 1_000;

    private final EscalateStage stage;
    private final DueTimes timers = new DueTimes();
    private final OwnTime times;
    private @Nullable Task task;

    /**
     * What a task has while it is assigned here.
     *
     * @param known a row for each service that is judged here
     */
    private record Task(ProcessorContext<String, Escalated> context, LiveStore<ServiceState> incidents,
            LiveStore<?> known, ChangeDesk changes, Voice voice, OthersTime others) {

        private long wall() {
            return context.currentSystemTimeMs();
        }
    }

    EscalateProcessor(EscalateStage stage) {
        this.stage = stage;
        this.times = new OwnTime(stage.windows());
    }

    @Override
    public void init(ProcessorContext<String, Escalated> context) {
        LiveStore<ServiceState> incidents = context.getStateStore(EscalateStage.INCIDENTS);
        LiveStore<?> known = context.getStateStore(WindowStage.WINDOWS);
        task = new Task(context, incidents, known,
                new ChangeDesk(context.getStateStore(EscalateStage.CHANGES), stage.windows().grace(), stage.counts()),
                new Voice(context, stage.windows(), stage.counts()),
                new OthersTime(context.taskId().partition(), context.currentSystemTimeMs()));
        timers.clear();
        times.clear();
        incidents.forEach(this::schedule);
    }

    @Override
    public void process(Record<String, Judgement> record) {
        switch (record.value()) {
            case Judged judged when judged.situation().warming() -> stage.counts().count("tocsin_escalation",
                    "history_only_warms");
            case Judged judged -> judged(record.key(), judged);
            case Changed(Change change) -> here().changes.keep(change);
            case Said(Feedback feedback) -> heed(record.key(), feedback);
            case Heard(News news) -> hear(record.key(), news);
            case ToldUntil(int other, Instant until) -> here().others.told(other, until, here().wall());
            case Time time -> pass(time.passed());
            case Gone gone when gone.gone().situation().warming() -> stage.counts().count("tocsin_escalation",
                    "history_only_warms");
            case Gone gone -> gone(record.key(), gone.gone());
        }
    }

    private void judged(String key, Judged judged) {
        Evaluation.Situation now = judged.situation();
        here().changes.dueBy(key, judged.verdict().end()).forEach(change -> apply(change, now));
        times.judged(key, judged.verdict().end().toEpochMilli());
        UnusualWindow.of(judged.verdict()).ifPresent(window -> here().voice.unusual(key, window, now));
        apply(key, rules(key).advance(state(key), judged.verdict(), situation(key, now)), now);
    }

    /** A person waits for an effect: it is had at once, at the time that was last told. */
    private void heed(String key, Feedback feedback) {
        var now = new Evaluation.Situation(here().voice.latest().effectiveTime(), Duration.ZERO, false);
        Heeded heeded = rules(key).heed(state(key), feedback, situation(key, now));
        stage.counts().count("tocsin_feedback_effects", heeded.reception().label());
        apply(key, heeded.outcome(), now);
    }

    /** A service that nothing is known of here has nobody whose neighbours matter. */
    private void hear(String key, News news) {
        if (here().known.get(key) == null) {
            stage.counts().count("tocsin_neighbours", "unknown_service");
            return;
        }
        Evaluation.Situation now = here().voice.latest();
        Instant own = Instant.ofEpochMilli(times.of(key, now.effectiveTime().toEpochMilli()));
        Outcome outcome = rules(key).hear(state(key), news, situation(key, now, own));
        stage.counts().count("tocsin_neighbours", outcome.late() ? "late" : "heard");
        apply(key, outcome, now);
    }

    /** Of one that was hardly heard nothing is said. */
    private void gone(String key, Evaluation.ServiceGone gone) {
        if (gone.crowdedOut() && !state(key).hasOpenIncident()) {
            keep(key, ServiceState.EMPTY);
        } else {
            apply(key, rules(key).retire(gone.service(), state(key), gone.lastHeard(),
                    situation(key, gone.situation())), gone.situation());
        }
        timers.remove(key);
        here().changes.forget(key);
    }

    private void pass(TimePassed passed) {
        Evaluation.Situation now = passed.situation();
        here().changes.settledBy(now.effectiveTime()).forEach(change -> apply(change, now));
        long effective = now.effectiveTime().toEpochMilli();
        for (int run = 0; run < MOST_TIMERS_PER_SWEEP; run++) {
            String key = timers.poll(effective);
            if (key == null) {
                break;
            }
            Instant own = Instant.ofEpochMilli(times.of(key, effective));
            Outcome outcome = rules(key).pass(state(key), ServiceId.parse(key), situation(key, now, own));
            keep(key, outcome.state());
            here().voice.outcome(outcome, now);
            rules(key).nextTimer(outcome.state()).map(Instant::toEpochMilli)
                    .ifPresent(at -> timers.schedule(key, Math.max(at, effective + SWEEP_MILLIS)));
        }
        here().voice.time(passed, stage.rules().connected());
    }

    private void apply(Change change, Evaluation.Situation now) {
        if (now.warming()) {
            stage.counts().count("tocsin_escalation", "history_only_warms");
            return;
        }
        String key = change.service().toString();
        here().voice.change(key, change, now);
        apply(key, rules(key).advance(state(key), change, situation(key, now)), now);
    }

    private void apply(String key, Outcome outcome, Evaluation.Situation now) {
        keep(key, outcome.state());
        schedule(key, outcome.state());
        here().voice.outcome(outcome, now);
    }

    private void keep(String key, ServiceState next) {
        LiveStore<ServiceState> incidents = here().incidents;
        ServiceState before = incidents.get(key);
        if (next.isEmpty()) {
            times.forget(key);
            if (before != null) {
                incidents.delete(key);
            }
        } else if (!next.equals(before)) {
            incidents.put(key, next);
        }
    }

    private void schedule(String key, ServiceState state) {
        rules(key).nextTimer(state).map(Instant::toEpochMilli).ifPresent(at -> timers.schedule(key, at));
    }

    private Escalation rules(String key) {
        return stage.rules().of(ServiceId.parse(key));
    }

    private ServiceState state(String key) {
        ServiceState known = here().incidents.get(key);
        return known == null ? ServiceState.EMPTY : known;
    }

    private Situation situation(String key, Evaluation.Situation now) {
        return situation(key, now, now.effectiveTime());
    }

    private Situation situation(String key, Evaluation.Situation now, Instant own) {
        return new Situation(own, now.behind(), stage.census().total().mostlyMute(),
                rules(key).listens()
                        ? here().others.heardUntil(now.effectiveTime(), patience(now.behind()), here().wall())
                        : Instant.MAX);
    }

    /** In a backlog the others are in one too. */
    private Duration patience(Duration behind) {
        return behind.compareTo(Voice.LATE) > 0
                ? stage.windows().size().multipliedBy(EscalateStage.MOST_WINDOWS_BEHIND)
                : stage.windows().patience();
    }

    @Override
    public void close() {
        task = null;
    }

    private Task here() {
        if (task == null) {
            throw new IllegalStateException("the escalate stage is used before init");
        }
        return task;
    }
}
