package dev.tocsin.topology.outside;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.detect.Judgement.Gone;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.detect.Judgement.Time;
import dev.tocsin.topology.profile.Choice;
import dev.tocsin.topology.profile.Choices;
import dev.tocsin.topology.profile.Outside;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.Evaluation.Situation;
import dev.tocsin.topology.window.WindowStage;

import static java.util.Objects.requireNonNull;

/** Joins verdicts from outside with ours, or tells them in their place; ours never wait for one. */
final class JoinProcessor implements Processor<String, Incoming, String, Judgement> {

    private final JoinStage stage;
    private final Choices choices;
    private @Nullable Task task;
    private @Nullable Situation newest;

    /** What a task has while it is assigned here. */
    private record Task(ProcessorContext<String, Judgement> context, LiveStore<Pending> rows, SpokenFor spokenFor) {}

    JoinProcessor(JoinStage stage) {
        this.stage = stage;
        this.choices = new Choices(stage.profiles());
    }

    @Override
    public void init(ProcessorContext<String, Judgement> context) {
        LiveStore<Pending> rows = context.getStateStore(JoinStage.OUTSIDE);
        this.task = new Task(context, rows, new SpokenFor(stage, rows, context.getStateStore(WindowStage.WINDOWS)));
        this.newest = null;
    }

    @Override
    public void process(Record<String, Incoming> record) {
        choices.renewed();
        Judgement told = switch (record.value()) {
            case Incoming.Own(Judgement own) -> own(record.key(), own);
            case Incoming.Foreign(OutsideVerdict foreign) -> foreign(record.key(), foreign);
        };
        if (told != null) {
            here().context.forward(record.withValue(told));
        }
    }

    private @Nullable Judgement own(String key, Judgement own) {
        return switch (own) {
            case Judged judged -> own(key, judged);
            case Time time -> {
                newest = time.passed().situation();
                sweep(time.passed().situation());
                yield time;
            }
            case Gone gone -> {
                forget(key);
                yield gone;
            }
            case Judgement other -> other;
        };
    }

    private @Nullable Judged own(String key, Judged judged) {
        newest = judged.situation();
        if (!choices.listen()) {
            return judged;
        }
        Choice choice = choices.of(key);
        Outside outside = choice.outside();
        if (outside == null) {
            return judged;
        }
        if (outside.use() == Outside.Use.ALONE) {
            stage.count("ours_replaced");
            return null;
        }
        return judged.verdict().phase() == Phase.NO_DATA
                ? judged
                : waiting(key, judged.verdict().end(), outside.late())
                        .map(foreign -> joined(choice, judged, foreign)).orElse(judged);
    }

    /** The newest verdict that ends by a window's end, if it isn't too old; it and all older ones are used up. */
    private Optional<OutsideVerdict> waiting(String key, Instant end, Duration late) {
        Pending pending = here().rows.get(key);
        Optional<OutsideVerdict> due = pending == null ? Optional.empty() : pending.newestBy(end);
        if (pending == null || due.isEmpty()) {
            return Optional.empty();
        }
        for (int older = pending.countBy(end) - 1; older > 0; older--) {
            stage.count("superseded");
        }
        here().rows.put(key, pending.usedBy(due.get().getWindowEnd()));
        if (due.get().getWindowEnd().plus(late).isBefore(end)) {
            stage.count("stale");
            return Optional.empty();
        }
        stage.count(due.get().getWindowEnd().equals(end) ? "joined" : "joined_late");
        return due;
    }

    private static Judged joined(Choice choice, Judged own, OutsideVerdict foreign) {
        return new Judged(
                Joining.together(own.verdict(), foreign, choice.current().profile().falseAlarmHoursPerDay()),
                own.profile() + "+" + foreign.getModel(), own.shadow(), own.alarming(), own.situation());
    }

    private @Nullable Judged foreign(String key, OutsideVerdict foreign) {
        Choice choice = choices.of(key);
        Outside outside = choice.outside();
        String refused = outside == null ? "unasked" : refusal(key, foreign, outside);
        if (refused != null || outside == null) {
            stage.count(requireNonNull(refused));
            if (here().rows.get(key) == null) {
                choices.forget(key);
            }
            return null;
        }
        Pending pending = Optional.ofNullable(here().rows.get(key)).orElse(Pending.NONE);
        return switch (outside.use()) {
            case MEMBER -> {
                stage.count(pending.isFull() ? "crowded_out" : "waiting");
                here().rows.put(key, pending.with(foreign));
                yield null;
            }
            case ALONE -> {
                stage.count("told_alone");
                Pending used = pending.usedBy(foreign.getWindowEnd());
                here().rows.put(key, here().spokenFor.isMeasured(key) ? used : used.heardAgain());
                yield alone(choice, foreign);
            }
        };
    }

    /** In a task that has no telemetry, what models say is all that tells the time. */
    private Judged alone(Choice choice, OutsideVerdict foreign) {
        Situation situation = situation(foreign.getWindowEnd());
        if (newest == null) {
            sweep(situation);
        }
        return new Judged(Joining.alone(foreign, choice.current().profile().falseAlarmHoursPerDay()),
                foreign.getModel(), situation);
    }

    private @Nullable String refusal(String key, OutsideVerdict foreign, Outside outside) {
        if (!outside.means(foreign.getModel())) {
            return "other_model";
        }
        Pending pending = here().rows.get(key);
        if (pending != null && !foreign.getWindowEnd().isAfter(pending.usedUntil())) {
            return "out_of_order";
        }
        Instant now = situation(foreign.getWindowEnd()).effectiveTime();
        if (foreign.getWindowEnd().plus(outside.late()).isBefore(now)) {
            return "stale";
        }
        if (here().spokenFor.isMeasured(key)) {
            return null;
        }
        if (outside.use() == Outside.Use.MEMBER) {
            return "no_telemetry";
        }
        return here().spokenFor.admits(key, foreign) ? null : "service_limit";
    }

    private void sweep(Situation now) {
        here().spokenFor.sweep(now, this::late, gone -> {
            String key = gone.service().toString();
            choices.forget(key);
            here().context.forward(new Record<>(key, new Gone(gone), here().context.currentSystemTimeMs()));
        });
    }

    /** How long after its end a window's verdict may count; not at all where nobody listens any more. */
    private Duration late(String key) {
        Outside outside = choices.of(key).outside();
        return outside == null ? Duration.ZERO : outside.late();
    }

    private void forget(String key) {
        if (here().rows.get(key) != null) {
            here().rows.delete(key);
        }
        choices.forget(key);
    }

    /** The task's circumstances for a window that ends then: as far behind as its verdict comes late. */
    private Situation situation(Instant end) {
        Situation known = newest;
        if (known == null) {
            return new Situation(end, Duration.ZERO, false);
        }
        if (end.isAfter(known.effectiveTime())) {
            return new Situation(end, known.behind(), known.warming());
        }
        Duration late = Duration.between(end, known.effectiveTime());
        return new Situation(known.effectiveTime(), late.compareTo(known.behind()) > 0 ? late : known.behind(),
                known.warming());
    }

    @Override
    public void close() {
        task = null;
    }

    private Task here() {
        return requireNonNull(task, "the join stage is used before init");
    }
}
