package dev.tocsin.topology.config.spec;

import java.util.List;

import dev.tocsin.escalation.calendar.CalendarWindow;
import dev.tocsin.escalation.neighbour.DependencyMap;
import dev.tocsin.escalation.route.Ownership;
import dev.tocsin.escalation.route.Route;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.suppression.SuppressionRule;
import dev.tocsin.topology.map.MetricMap;
import dev.tocsin.topology.profile.ServiceProfile;

/** What a document says, as a value of the domain. */
public sealed interface Content {

    /** A standing quieting. */
    record Quieting(SuppressionRule rule) implements Content {}

    /** A planned time. */
    record Planned(CalendarWindow window) implements Content {}

    /** Signals that are added or replace those of their names. */
    record Definitions(List<Signal> signals) implements Content {

        public Definitions {
            signals = List.copyOf(signals);
        }
    }

    /** A rule that is added or replaces the one of its name. */
    record Rule(EscalationRule rule) implements Content {}

    /** The rule of this name is switched off. */
    record RuleOff(String name) implements Content {}

    /** How foreign telemetry becomes services and metrics. */
    record Mapping(MetricMap map) implements Content {}

    /** A team answers for services. */
    record Owned(Ownership ownership) implements Content {}

    /** Who is told of what. */
    record Routed(Route route) implements Content {}

    /** Who calls whom. */
    record Dependencies(DependencyMap.Part part) implements Content {}

    /** How services are judged. */
    record Judging(ServiceProfile profile) implements Content {}
}
