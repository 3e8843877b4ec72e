package dev.tocsin.escalation.automaton;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Hypothesis;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;

/**
 * What {@code group.under} means: the service that showed that step is named first of those who may have caused the
 * incident, so that it is told under the incident of that one.
 */
record Grouping(RuleBook rules) {

    Outcome of(Outcome outcome) {
        return outcome.events().isEmpty() || rules.crossing().isEmpty()
                ? outcome
                : new Outcome(outcome.state(), outcome.events().stream().map(this::grouped).toList(), outcome.news(),
                        outcome.beyond(), outcome.late());
    }

    private IncidentEvent grouped(IncidentEvent event) {
        Automaton rule = rules.find(event.rule()).orElse(null);
        MatchedStep cause = rule == null || rule.groupUnder() < 0
                ? null
                : shown(rule.stages().get(rule.groupUnder()), event);
        return cause == null
                ? event
                : event.with(List.of(new Hypothesis(cause.service(), cause.metric(), 1,
                        List.of(cause.signal() + " there at " + cause.at() + ", says rule " + event.rule()),
                        List.of())));
    }

    /** The step of a stage in another service; null where it wasn't shown, or lies in the incident's own. */
    private static @Nullable MatchedStep shown(Stage stage, IncidentEvent event) {
        return event.steps().stream().filter(step -> !step.service().equals(event.service()))
                .filter(step -> stage.members().stream().anyMatch(member -> member.name().equals(step.signal())))
                .findFirst().orElse(null);
    }
}
