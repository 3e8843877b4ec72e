package dev.tocsin.escalation.pack;

import java.time.Duration;
import java.util.List;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;

/** Rules that work on day one, by the built-in signals. A document of the same kind and name replaces one. */
public final class DefaultPack {

    private static final Duration HOP = Duration.ofMinutes(5);

    private static final Duration WHOLE = Duration.ofMinutes(10);

    /** Latency, then errors, then saturation: one incident that climbs to a page. */
    public static final EscalationRule CASCADING_FAILURE = EscalationRule
            .of("cascading-failure", Sequence.of(
                    SignalStep.of("latency_high").tier(Tier.DIGEST),
                    SignalStep.of("errors_up").within(HOP).tier(Tier.NOTIFY),
                    SignalStep.of("cpu_saturated").within(HOP).tier(Tier.PAGE)))
            .within(WHOLE)
            .unless("healthy");

    /** Two of latency, errors and saturation within five minutes, in any order. */
    public static final EscalationRule RESOURCE_PRESSURE = EscalationRule
            .of("resource-pressure",
                    AtLeast.of(2, "latency_high", "errors_up", "cpu_saturated").tier(Tier.NOTIFY))
            .within(HOP);

    /** More than one request in twenty fails for two windows, and that isn't usual for the service. */
    public static final EscalationRule ERROR_RATIO_HIGH = EscalationRule.of("error-ratio-high",
            SignalStep.of("error_ratio_high").tier(Tier.NOTIFY));

    public static final List<EscalationRule> RULES = List.of(CASCADING_FAILURE, RESOURCE_PRESSURE, ERROR_RATIO_HIGH);

    private DefaultPack() {}
}
