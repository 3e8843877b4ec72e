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
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.switchboard.Board;
import dev.tocsin.escalation.switchboard.Limits;
import dev.tocsin.escalation.switchboard.Line;
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
        out.accept(event, switch (event.transition()) {
            case NEAR_MISS, EXPIRED, SUPPRESSED -> Tier.NONE;
            case OPENED, ESCALATED, ACKNOWLEDGED, CLEARING, REOPENED, RESOLVED ->
                after != null ? after.told() : before != null ? before.told() : Tier.NONE;
        });
        raised(told.raised());
    }

    /** Time has come further. */
    void pass(Instant effectiveTime, int services, int silent) {
        Map<String, Tier> before = new TreeMap<>();
        open.forEach((key, line) -> before.put(key, line.told()));
        Told told = Switchboard.pass(board, List.copyOf(open.values()), time(effectiveTime, services, silent), tuning);
        apply(told);
        raised(told.raised());
        told.notifications().stream()
                .filter(notification -> before.containsKey(key(notification.event())))
                .filter(notification -> notification.tier() != before.get(key(notification.event())))
                .map(notification -> Map.entry(key(notification.event()), notification)).distinct()
                .filter(louder -> before.put(louder.getKey(), louder.getValue().tier()) != louder.getValue().tier())
                .forEach(louder -> out.accept(
                        again(louder.getValue().event(), louder.getValue().at(), louder.getValue().reason()),
                        louder.getValue().tier()));
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
        events.forEach(event -> {
            Line line = open.get(key(event));
            out.accept(event, event.transition() == Transition.SUPPRESSED || line == null
                    ? event.tier()
                    : line.told());
        });
    }

    /** A cap has ended: what still burns is told at once, at the tier it has. */
    private static IncidentEvent again(IncidentEvent event, Instant at, String reason) {
        return new IncidentEvent(event.incident(), event.rule(), event.ruleVersion(), event.service(),
                Transition.ESCALATED, event.tier(), at, event.openedAt(), event.steps(), event.orderConfidence(),
                reason, event.score(), event.topMetrics(), event.hypotheses(), event.behind());
    }

    private void apply(Told told) {
        board = told.board();
        told.changed().forEach(line -> open.put(line.key(), line));
        told.removed().forEach(line -> open.remove(line.key()));
    }

    private static String key(IncidentEvent event) {
        return Line.key(event.service(), event.incident());
    }

    private static TaskTime time(Instant effectiveTime, int services, int silent) {
        return new TaskTime(0, effectiveTime, Duration.ZERO, services, silent);
    }
}
