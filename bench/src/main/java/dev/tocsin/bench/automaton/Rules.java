package dev.tocsin.bench.automaton;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.pack.DefaultPack;
import dev.tocsin.escalation.rule.Absent;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Globs;
import dev.tocsin.escalation.signal.MetricTest;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.Signals;

/** Twenty rules of every shape over the built-in signals. */
final class Rules {

    private static final Duration HOP = Duration.ofMinutes(5);

    /** The shipped cascade as the peer has it: a window for each step, thresholds for signals, nothing that ends it early. */
    static final List<EscalationRule> FLAGSHIP = List.of(EscalationRule
            .of("flagship", Sequence.of(SignalStep.of("slow").tier(Tier.DIGEST),
                    SignalStep.of("failing").within(HOP).tier(Tier.NOTIFY),
                    SignalStep.of("saturated").within(HOP).tier(Tier.PAGE)))
            .within(HOP.multipliedBy(2)).inSeparateWindows());

    static final Signals THRESHOLDS = Signals.builtIn().with(List.of(above("slow", "latency_p99", "> 0.36"),
            above("failing", "error_ratio", "> 0.05"), above("saturated", "cpu_utilization", "> 0.9")));

    private Rules() {}

    private static Signal above(String name, String metric, String threshold) {
        return Signal.of(name, new Condition.OnMetric(Globs.of(metric), List.of(MetricTest.value(threshold))));
    }

    static List<EscalationRule> twenty() {
        List<EscalationRule> rules = new ArrayList<>(DefaultPack.RULES);
        String[] signals = {"latency_high", "errors_up", "cpu_saturated", "traffic_up", "traffic_down"};
        for (int i = 0; rules.size() < 20; i++) {
            rules.add(rule("rule-" + i, i % 4, signals[i % 5], signals[(i + 1 + i / 5) % 5]));
        }
        return rules;
    }

    private static EscalationRule rule(String name, int shape, String first, String second) {
        return switch (shape) {
            case 0 -> EscalationRule.of(name, Sequence.of(SignalStep.of(first).tier(Tier.DIGEST),
                    SignalStep.of(second).within(HOP).tier(Tier.NOTIFY))).unless("healthy");
            case 1 -> EscalationRule.of(name, AtLeast.allOf(List.of(first, second)).tier(Tier.NOTIFY)).within(HOP);
            case 2 -> EscalationRule.of(name, Sequence.of(SignalStep.of(first).times(3).within(HOP),
                    SignalStep.of(second).within(HOP).tier(Tier.NOTIFY)));
            default -> EscalationRule.of(name, Sequence.of(SignalStep.of(first),
                    Absent.of("healthy", HOP).tier(Tier.NOTIFY)));
        };
    }
}
