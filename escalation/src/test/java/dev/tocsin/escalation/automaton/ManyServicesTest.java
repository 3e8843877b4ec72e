package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.compiler.RuleCompiler;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

import static dev.tocsin.escalation.incident.Tier.DIGEST;
import static dev.tocsin.escalation.incident.Tier.NOTIFY;
import static dev.tocsin.escalation.incident.Tier.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Ten thousand services and twenty rules: what is kept is bounded, and nothing where nothing is pending")
class ManyServicesTest {

    private static final int SERVICES = 10_000;
    private static final int RULES = 20;
    private static final int WINDOWS = 30;
    private static final int STEPS = 3;
    private static final int BYTES_PER_PARTIAL = 512;

    /** An open incident keeps its evidence too, and a row its names. */
    private static final int BYTES_BESIDE = 4 * 1024;

    @Test
    void aStormOverAllServicesStaysWithinItsBoundAndLeavesNothingBehind() {
        // Given twenty rules of three steps, and one service in twenty in trouble
        List<EscalationRule> rules = IntStream.range(0, RULES).mapToObj(ManyServicesTest::rule).toList();
        Escalation escalation = new Escalation(RuleCompiler.compile(rules, Rehearsal.SIGNALS), Rehearsal.SETTLING);
        Random random = new Random(20);
        Map<ServiceId, byte[]> rows = new HashMap<>();

        // When thirty windows pass
        long most = 0;
        for (int minute = 1; minute <= WINDOWS; minute++) {
            long bytes = 0;
            for (int i = 0; i < SERVICES; i++) {
                boolean troubled = i % 20 == 0;
                byte[] row = after(escalation, rows, new ServiceId("prod", "service-" + i), minute,
                        troubled ? List.of("A", "B").get(random.nextInt(2)) : null);
                assertThat(row.length).isLessThanOrEqualTo(RULES * (STEPS + 1) * BYTES_PER_PARTIAL
                        + RULES * BYTES_BESIDE);
                bytes += row.length;
            }
            most = Math.max(most, bytes);
        }

        // Then a row is of those in trouble only, and all rows together are small
        assertThat(rows).hasSize(SERVICES / 20);
        System.out.printf("state of %d services x %d rules, 5 %% in trouble: %d KiB, %d bytes a service in trouble%n",
                SERVICES, RULES, most / 1024, most / rows.size());
        assertThat(most).isLessThan(16L * 1024 * 1024);

        // And when all are well for long enough, nothing is left
        for (int minute = WINDOWS + 1; minute <= WINDOWS + 25; minute++) {
            for (ServiceId service : List.copyOf(rows.keySet())) {
                after(escalation, rows, service, minute, null);
            }
        }
        assertThat(rows).isEmpty();
    }

    @Test
    void twoRulesOverTheSameVerdictsDoNotKnowOfEachOther() {
        EscalationRule one = rule(1);
        EscalationRule other = EscalationRule.of("other", SignalStep.of("B").tier(NOTIFY));

        var both = Rehearsal.of(one, other).window(1, "A").window(2, "B").window(3, "C").calm(4, 12);
        var alone = Rehearsal.of(one).window(1, "A").window(2, "B").window(3, "C").calm(4, 12);

        assertThat(both.events()).filteredOn(event -> event.rule().equals(one.name())).isEqualTo(alone.events());
        assertThat(both.events()).filteredOn(event -> event.rule().equals("other")).isNotEmpty();
    }

    private static EscalationRule rule(int number) {
        return EscalationRule.of("rule-" + number, Sequence.of(SignalStep.of("A").tier(DIGEST),
                SignalStep.of("B").within(Duration.ofMinutes(5)).tier(NOTIFY),
                SignalStep.of("C").within(Duration.ofMinutes(5)).tier(PAGE)))
                .within(Duration.ofMinutes(8).plusSeconds(number));
    }

    private static byte[] after(Escalation escalation, Map<ServiceId, byte[]> rows, ServiceId service, int minute,
            @Nullable String signal) {
        Instant end = Rehearsal.minute(minute);
        Map<String, Reading> metrics = signal == null
                ? Map.of()
                : Map.of(signal, new Reading(1, 0.1, 9, Direction.UP, 1, Level.ELEVATED));
        Verdict verdict = new Verdict(service, end.minus(Duration.ofMinutes(1)), end, Phase.MATURE, 4, 1, 0.01, 0.9,
                signal == null ? Level.NORMAL : Level.ELEVATED, false, metrics);
        ServiceState state = StoredState.read(rows.getOrDefault(service, new byte[0]));
        byte[] row = StoredState.write(
                escalation.advance(state, verdict, new Situation(end, Duration.ZERO)).state());
        if (row.length == 0) {
            rows.remove(service);
        } else {
            rows.put(service, row);
        }
        return row;
    }
}
