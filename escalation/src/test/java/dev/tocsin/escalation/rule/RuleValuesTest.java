package dev.tocsin.escalation.rule;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Globs;
import dev.tocsin.escalation.signal.MetricTest;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Level;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A value that can't be says which field of what is wrong, and how. */
class RuleValuesTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                of(() -> EscalationRule.of("a b", SignalStep.of("x")), "rule name 'a b' is not 1 to 63"),
                of(() -> EscalationRule.of("x".repeat(64), SignalStep.of("x")), "rule name 'xxx"),
                of(() -> EscalationRule.of("r", SignalStep.of("x")).within(Duration.ofDays(31)),
                        "within of rule 'r' is PT744H, not within 0 and 30 days"),
                of(() -> SignalStep.of("x").within(Duration.ZERO), "within of step 'x' is zero"),
                of(() -> SignalStep.of("x").within(Duration.ofSeconds(-3)), "within of step 'x' is PT-3S"),
                of(() -> AtLeast.of(0, "x"), "at_least is 0 of [x]"),
                of(() -> AtLeast.anyOf(List.of("x")).within(Duration.ZERO), "within of any_of [x] is zero"),
                of(() -> new Resolve(" ", Duration.ZERO, Duration.ofHours(2)), "resolve.when is blank"),
                of(() -> new Resolve("quiet", Duration.ofSeconds(-1), Duration.ofHours(2)), "resolve.hold is PT-1S"),
                of(() -> new Resolve("quiet", Duration.ZERO, Duration.ZERO), "resolve.timeout is zero"),
                of(() -> Signal.of("", new Condition.NoData()), "signal name ''"),
                of(() -> new Signal("s", new Condition.NoData(), 0), "for of signal 's' is 0 windows, not 1 to 120"),
                of(() -> new Signal("s", new Condition.ChangeOf(Change.Kind.DEPLOY), 2), "for of signal 's' is 2, but"),
                of(() -> new Condition.OnMetric(Globs.of("*cpu*"), List.of()), "signal on metric [*cpu*] has 0 tests"),
                of(() -> new MetricTest(null, null, null, 1, null), "no level, direction or value"),
                of(() -> new MetricTest(Level.NORMAL, null, null, 1, null), "level normal"),
                of(() -> MetricTest.value("> 1").times(0.5), "times 0.5"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static Arguments of(ThrowingCallable made, String message) {
        return Arguments.of(made, message);
    }
}
