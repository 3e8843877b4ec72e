package dev.tocsin.app.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.switchboard.Board;
import dev.tocsin.escalation.switchboard.Limits;
import dev.tocsin.escalation.switchboard.Line;
import dev.tocsin.escalation.switchboard.OwnIncidents;
import dev.tocsin.escalation.switchboard.Switchboard;
import dev.tocsin.escalation.switchboard.TaskTime;
import dev.tocsin.escalation.switchboard.Telemetry;
import dev.tocsin.escalation.switchboard.Told;
import dev.tocsin.escalation.switchboard.Tuning;

/** The switchboard of a simulation: its rows, and what it tells with the tier at which it is told. */
final class Desk {

    private static final Routing EVERYBODY = Routing.of(Map.of("pagerduty", ReceiverType.PAGERDUTY, "slack",
            ReceiverType.SLACK, "digest", ReceiverType.DIGEST));

    private final Tuning tuning;
    private final BiConsumer<IncidentEvent, Tier> out;
    private final TreeMap<String, Line> open = new TreeMap<>();
    private Board board = Board.EMPTY;

    Desk(dev.tocsin.topology.config.Tuning documents, BiConsumer<IncidentEvent, Tier> out) {
        tuning = new Tuning(documents.suppressions(), documents.calendar(), Observe.NOWHERE, EVERYBODY,
                Limits.DEFAULT);
        this.out = out;
    }

    void tell(IncidentEvent event, Instant effectiveTime, int services, int silent) {
        String key = Line.key(event.service(), event.incident());
        Line before = open.get(key);
        Told told = Switchboard.tell(board, before, Switchboard.beside(open, event),
                time(effectiveTime, services, silent), event, tuning);
        apply(told);
        Line after = open.get(key);
        if (!OwnIncidents.isOwn(event.rule())) {
            out.accept(event, switch (event.transition()) {
                case NEAR_MISS, EXPIRED, SUPPRESSED -> Tier.NONE;
                case OPENED, ESCALATED, ACKNOWLEDGED, CLEARING, REOPENED, RESOLVED ->
                    after != null ? after.told() : before != null ? before.told() : Tier.NONE;
            });
        }
        raised(told.raised());
    }

    /** Time has come further. */
    void pass(Instant effectiveTime, int services, int silent) {
        Told told = Switchboard.pass(board, List.copyOf(open.values()), time(effectiveTime, services, silent), tuning);
        apply(told);
        raised(told.raised());
    }

    /** When telemetry as a whole will be known to have stopped, or to be back, if nothing changes. */
    Optional<Instant> nextLook() {
        return switch (board.telemetry()) {
            case Telemetry.Flowing _,Telemetry.Stopped _ -> Optional.empty();
            case Telemetry.Doubted doubted -> Optional.of(doubted.since().plus(Limits.DEFAULT.telemetryHold()));
            case Telemetry.Returning back -> Optional.of(back.since().plus(Limits.DEFAULT.telemetryHold()));
        };
    }

    private void raised(List<IncidentEvent> events) {
        events.forEach(event -> out.accept(event, event.tier()));
    }

    private void apply(Told told) {
        board = told.board();
        told.changed().forEach(line -> open.put(line.key(), line));
        told.removed().forEach(line -> open.remove(line.key()));
    }

    private static TaskTime time(Instant effectiveTime, int services, int silent) {
        return new TaskTime(0, effectiveTime, Duration.ZERO, services, silent);
    }
}
