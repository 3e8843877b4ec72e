package dev.tocsin.topology.escalate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

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
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.schemas.v1.SwitchboardInput;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.detect.Judgement.Changed;
import dev.tocsin.topology.detect.Judgement.Gone;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.detect.Judgement.Said;
import dev.tocsin.topology.detect.Judgement.Time;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.DueTimes;
import dev.tocsin.topology.window.Evaluation;
import dev.tocsin.topology.window.Evaluation.TimePassed;
import dev.tocsin.topology.wire.Changes;
import dev.tocsin.topology.wire.Incidents;
import dev.tocsin.topology.wire.UnusualWindows;

import static java.util.Objects.requireNonNull;

/** Matches rules against verdicts, runs their timers, and tells the switchboard every transition and the time. */
final class EscalateProcessor implements Processor<String, Judgement, String, SwitchboardInput> {

    private static final int MOST_TIMERS_PER_SWEEP = 10_000;

    /** A timer that has to wait for its service's windows is looked at again so much later. */
    private static final long SWEEP_MILLIS = 1_000;

    private final EscalateStage stage;
    private final DueTimes timers = new DueTimes();
    private final TimeSignals signals = new TimeSignals();
    private @Nullable ChangeDesk changes;
    private final OwnTime times;
    private @Nullable Task task;

    private record Task(ProcessorContext<String, SwitchboardInput> context, LiveStore<ServiceState> incidents) {}

    EscalateProcessor(EscalateStage stage) {
        this.stage = stage;
        this.times = new OwnTime(stage.windows());
    }

    @Override
    public void init(ProcessorContext<String, SwitchboardInput> context) {
        LiveStore<ServiceState> incidents = context.getStateStore(EscalateStage.INCIDENTS);
        task = new Task(context, incidents);
        timers.clear();
        signals.clear();
        changes = new ChangeDesk(context.getStateStore(EscalateStage.CHANGES), stage.windows().grace(), stage.counts());
        times.clear();
        incidents.forEach(this::schedule);
    }

    @Override
    public void process(Record<String, Judgement> record) {
        switch (record.value()) {
            case Judged judged when judged.situation().warming() -> stage.counts().count("tocsin_escalation",
                    "history_only_warms");
            case Judged judged -> {
                String key = record.key();
                changes().dueBy(key, judged.verdict().end()).forEach(change -> apply(change, judged.situation()));
                times.judged(key, judged.verdict().end().toEpochMilli());
                UnusualWindow.of(judged.verdict()).ifPresent(window -> forward(key, input(judged.situation())
                        .setUnusual(UnusualWindows.toRecord(window))));
                apply(key, rules(key).advance(state(key), judged.verdict(), situation(judged.situation())),
                        judged.situation());
            }
            case Changed(Change change) -> changes().keep(change);
            case Said(Feedback feedback) -> heed(record.key(), feedback);
            case Time time -> pass(time.passed());
            case Gone gone when gone.gone().situation().warming() -> stage.counts().count("tocsin_escalation",
                    "history_only_warms");
            case Gone gone -> {
                String key = record.key();
                apply(key, rules(key).retire(gone.gone().service(), state(key), gone.gone().lastHeard(),
                        situation(gone.gone().situation())), gone.gone().situation());
                timers.remove(key);
                changes().forget(key);
            }
        }
    }

    private void pass(TimePassed passed) {
        changes().settledBy(passed.situation().effectiveTime()).forEach(change -> apply(change, passed.situation()));
        long now = passed.situation().effectiveTime().toEpochMilli();
        for (int run = 0; run < MOST_TIMERS_PER_SWEEP; run++) {
            String key = timers.poll(now);
            if (key == null) {
                break;
            }
            long own = times.of(key, now);
            Situation situation = new Situation(Instant.ofEpochMilli(own), passed.situation().behind(), deaf());
            Outcome outcome = rules(key).pass(state(key), ServiceId.parse(key), situation);
            keep(key, outcome.state());
            tell(outcome.events(), passed.situation());
            rules(key).nextTimer(outcome.state()).map(Instant::toEpochMilli)
                    .ifPresent(at -> timers.schedule(key, Math.max(at, now + SWEEP_MILLIS)));
        }
        if (signals.due(passed)) {
            forward("time", input(passed.situation()).setServices(passed.services()).setSilent(passed.silent()));
        }
    }

    /** A person waits for an effect: it is had at once, at the time that was last told. */
    private void heed(String key, Feedback feedback) {
        var now = new Evaluation.Situation(signals.newest(), Duration.ZERO, false);
        Heeded heeded = rules(key).heed(state(key), feedback, situation(now));
        stage.counts().count("tocsin_feedback_effects", heeded.reception().label());
        apply(key, heeded.outcome(), now);
    }

    private void apply(Change change, Evaluation.Situation situation) {
        if (situation.warming()) {
            stage.counts().count("tocsin_escalation", "history_only_warms");
            return;
        }
        String key = change.service().toString();
        forward(key, input(situation).setChange(Changes.toRecord(change)));
        apply(key, rules(key).advance(state(key), change, situation(situation)), situation);
    }

    private void apply(String key, Outcome outcome, Evaluation.Situation situation) {
        keep(key, outcome.state());
        schedule(key, outcome.state());
        tell(outcome.events(), situation);
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

    private void tell(List<IncidentEvent> events, Evaluation.Situation situation) {
        for (IncidentEvent event : events) {
            stage.counts().count("tocsin_incident_transitions", event.transition().name().toLowerCase(Locale.ROOT));
            forward(event.service().toString(), input(situation).setEvent(Incidents.toRecord(event)));
        }
    }

    private SwitchboardInput.Builder input(Evaluation.Situation situation) {
        return SwitchboardInput.newBuilder().setTask(here().context.taskId().partition())
                .setEffectiveTime(situation.effectiveTime()).setBehindMillis(situation.behind().toMillis());
    }

    private void forward(String key, SwitchboardInput.Builder input) {
        Task here = here();
        here.context.forward(new Record<>(key, input.build(), here.context.currentSystemTimeMs()));
    }

    private void schedule(String key, ServiceState state) {
        rules(key).nextTimer(state).map(Instant::toEpochMilli).ifPresent(at -> timers.schedule(key, at));
    }

    private ChangeDesk changes() {
        return requireNonNull(changes, "the escalate stage is used before init");
    }

    private Escalation rules(String key) {
        return stage.rules().of(ServiceId.parse(key));
    }

    private ServiceState state(String key) {
        ServiceState known = here().incidents.get(key);
        return known == null ? ServiceState.EMPTY : known;
    }

    private Situation situation(Evaluation.Situation situation) {
        return new Situation(situation.effectiveTime(), situation.behind(), deaf());
    }

    private boolean deaf() {
        return stage.census().total().mostlySilent();
    }

    @Override
    public void close() {
        task = null;
        changes = null;
    }

    private Task here() {
        if (task == null) {
            throw new IllegalStateException("the escalate stage is used before init");
        }
        return task;
    }
}
