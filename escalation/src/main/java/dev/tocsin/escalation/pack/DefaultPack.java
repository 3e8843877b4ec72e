package dev.tocsin.escalation.pack;

import java.time.Duration;
import java.util.List;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Absent;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Terms;
import dev.tocsin.escalation.rule.Where;

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

    /** A deploy or a flag, and within ten minutes errors or latency: what was changed is the first thing to look at. */
    public static final EscalationRule BAD_DEPLOY = EscalationRule
            .of("bad-deploy", Sequence.of(
                    AtLeast.anyOf(List.of("deployed", "flagged")),
                    AtLeast.anyOf(List.of("errors_up", "latency_high")).within(WHOLE).tier(Tier.PAGE)))
            .within(Duration.ofMinutes(15));

    /** Three restarts within ten minutes, and no health for five more. */
    public static final EscalationRule CRASH_LOOP = EscalationRule
            .of("crash-loop", Sequence.of(
                    SignalStep.of("restarted").times(3).within(WHOLE).tier(Tier.NOTIFY),
                    Absent.of("healthy", HOP).tier(Tier.PAGE)));

    /** It says nothing while those who call it do; when they begin to suffer, it pages. */
    public static final EscalationRule SILENT_WHILE_CALLED = EscalationRule
            .of("silent-while-called", Sequence.of(
                    SignalStep.of("silent").as("called"),
                    SignalStep.of("active").where(Where.callerOf("called", 1)).within(HOP).tier(Tier.NOTIFY),
                    AtLeast.anyOf(List.of("errors_up", "latency_high"))
                            .terms(Terms.NONE.where(Where.callerOf("called", 1)))
                            .within(WHOLE).tier(Tier.PAGE)));

    public static final List<EscalationRule> RULES = List.of(CASCADING_FAILURE, RESOURCE_PRESSURE, ERROR_RATIO_HIGH,
            BAD_DEPLOY, CRASH_LOOP, SILENT_WHILE_CALLED);

    private DefaultPack() {}
}
