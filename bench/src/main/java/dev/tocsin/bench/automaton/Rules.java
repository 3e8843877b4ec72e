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

/** Twenty rules of every shape over the built-in signals. */
final class Rules {

    static final List<EscalationRule> FLAGSHIP = List.of(DefaultPack.CASCADING_FAILURE);

    private Rules() {}

    static List<EscalationRule> twenty() {
        List<EscalationRule> rules = new ArrayList<>(DefaultPack.RULES);
        String[] signals = {"latency_high", "errors_up", "cpu_saturated", "traffic_up", "traffic_down"};
        for (int i = 0; rules.size() < 20; i++) {
            rules.add(rule("rule-" + i, i % 4, signals[i % 5], signals[(i + 1 + i / 5) % 5]));
        }
        return rules;
    }

    private static EscalationRule rule(String name, int shape, String first, String second) {
        Duration five = Duration.ofMinutes(5);
        return switch (shape) {
            case 0 -> EscalationRule.of(name, Sequence.of(SignalStep.of(first).tier(Tier.DIGEST),
                    SignalStep.of(second).within(five).tier(Tier.NOTIFY))).unless("healthy");
            case 1 -> EscalationRule.of(name, AtLeast.allOf(List.of(first, second)).tier(Tier.NOTIFY)).within(five);
            case 2 -> EscalationRule.of(name, Sequence.of(SignalStep.of(first).times(3).within(five),
                    SignalStep.of(second).within(five).tier(Tier.NOTIFY)));
            default -> EscalationRule.of(name, Sequence.of(SignalStep.of(first),
                    Absent.of("healthy", five).tier(Tier.NOTIFY)));
        };
    }
}
