package dev.tocsin.topology.escalate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.automaton.Outcome;
import dev.tocsin.escalation.hypothesis.UnusualWindow;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.switchboard.OwnIncidents;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.schemas.v1.NeighbourNews;
import dev.tocsin.schemas.v1.SwitchboardInput;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.window.Evaluation.Situation;
import dev.tocsin.topology.window.Evaluation.TimePassed;
import dev.tocsin.topology.window.WindowShape;
import dev.tocsin.topology.wire.Changes;
import dev.tocsin.topology.wire.Incidents;
import dev.tocsin.topology.wire.Neighbours;
import dev.tocsin.topology.wire.UnusualWindows;

/**
 * What one task says: to the switchboard every transition, what was unusual, changes and the time; to the services
 * around its own their news, and to every task how far it has told.
 */
final class Voice {

    /** The key of what is said of a task's time. */
    static final String TIME = "time";

    /** The most effective time between two words on the time. */
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int STEPS_PER_WINDOW = 6;

    /** Further behind than this is a backlog. */
    static final Duration LATE = Duration.ofMinutes(1);

    private final ProcessorContext<String, Escalated> context;
    private final WindowShape windows;
    private final Counts counts;
    private @Nullable TimePassed last;
    private Situation latest = new Situation(Instant.EPOCH, Duration.ZERO, false);
    private Instant spread = Instant.MIN;

    Voice(ProcessorContext<String, Escalated> context, WindowShape windows, Counts counts) {
        this.context = context;
        this.windows = windows;
        this.counts = counts;
    }

    void unusual(String key, UnusualWindow window, Situation situation) {
        tell(key, input(situation).setUnusual(UnusualWindows.toRecord(window)));
    }

    void change(String key, Change change, Situation situation) {
        tell(key, input(situation).setChange(Changes.toRecord(change)));
    }

    void outcome(Outcome outcome, Situation situation) {
        events(outcome.events(), situation);
        for (News news : outcome.news()) {
            counts.count("tocsin_neighbours", "told");
            spread(news.to().toString(), Neighbours.toRecord(task(), toldUntil(situation), news), situation);
        }
        if (outcome.beyond() > 0) {
            counts.count("tocsin_neighbours", "beyond_limit", outcome.beyond());
        }
    }

    private void events(List<IncidentEvent> events, Situation situation) {
        for (IncidentEvent event : events) {
            if (!OwnIncidents.isOwn(event.rule())) { // whether that is a transition the switchboard knows
                counts.count("tocsin_incident_transitions", event.transition().name().toLowerCase(Locale.ROOT));
            }
            tell(event.service().toString(), input(situation).setEvent(Incidents.toRecord(event)));
        }
    }

    /** The circumstances of when the time was last told; of the epoch, before it was. */
    Situation latest() {
        return latest;
    }

    /** @param connected whether anybody may wait for this task's news */
    void time(TimePassed passed, boolean connected) {
        latest = passed.situation();
        if (due(passed)) {
            last = passed;
            tell(TIME, input(passed.situation()).setServices(passed.services()).setSilent(passed.silent()));
        }
        Instant until = toldUntil(passed.situation());
        if (connected && !until.isBefore(spread.plus(step()))) {
            spread = until;
            spread(TIME, Neighbours.toRecord(task(), until), passed.situation());
        }
    }

    /** The switchboard hears of the time when it has moved by ten seconds, or the silence or lag has changed. */
    private boolean due(TimePassed passed) {
        TimePassed before = last;
        return before == null
                || !passed.situation().effectiveTime().isBefore(before.situation().effectiveTime().plus(STEP))
                || passed.silent() != before.silent() || passed.services() != before.services()
                || late(passed) != late(before);
    }

    private static boolean late(TimePassed passed) {
        return passed.situation().behind().compareTo(LATE) > 0;
    }

    private Duration step() {
        Duration part = windows.size().dividedBy(STEPS_PER_WINDOW);
        return part.compareTo(STEP) < 0 ? part : STEP;
    }

    /** A service's window closes with its next sample, so within a window more. */
    private Instant toldUntil(Situation situation) {
        return situation.effectiveTime().minus(windows.grace()).minus(windows.size());
    }

    private int task() {
        return context.taskId().partition();
    }

    private SwitchboardInput.Builder input(Situation situation) {
        return SwitchboardInput.newBuilder().setTask(task()).setEffectiveTime(situation.effectiveTime())
                .setBehindMillis(situation.behind().toMillis());
    }

    private void tell(String key, SwitchboardInput.Builder input) {
        context.forward(new Record<>(key, new Escalated.Told(input.build()), context.currentSystemTimeMs()));
    }

    /**
     * As old as the record that led to it: a task reads the oldest of its records first, so that in a backlog what is
     * heard comes between the telemetry of its own time.
     */
    private void spread(String key, NeighbourNews news, Situation situation) {
        long written = Math.max(0, context.currentSystemTimeMs() - situation.behind().toMillis());
        context.forward(new Record<>(key, new Escalated.Spread(news), written));
    }
}
