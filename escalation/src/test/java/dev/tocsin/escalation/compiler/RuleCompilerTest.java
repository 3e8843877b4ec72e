package dev.tocsin.escalation.compiler;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.pack.DefaultPack;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Pattern;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Step;
import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.Signals;

import static dev.tocsin.escalation.compiler.Problem.Kind.INVALID;
import static dev.tocsin.escalation.compiler.Problem.Kind.MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class RuleCompilerTest {

    private static final Duration FIVE = Duration.ofMinutes(5);

    private static final Step LAST = SignalStep.of("errors_up").within(FIVE).tier(Tier.PAGE);

    @Test
    void theDefaultPackHasNoProblems() {
        for (EscalationRule rule : DefaultPack.RULES) {
            assertThat(RuleCompiler.check(rule, Signals.builtIn())).as(rule.name()).isEmpty();
        }
    }

    @Test
    void anUnknownSignalIsMissingWhereItIsNamed() {
        var rule = rule(Sequence.of(SignalStep.of("latency_high"), LAST,
                SignalStep.of("cpu_hot").within(FIVE).tier(Tier.PAGE))).unless("fine");

        assertThat(RuleCompiler.check(rule, Signals.builtIn()))
                .extracting(Problem::kind, Problem::path)
                .containsExactly(tuple(MISSING, "/spec/match/sequence/2/signal"),
                        tuple(MISSING, "/spec/unless"));
        assertThat(RuleCompiler.check(rule, Signals.builtIn()).getFirst().reason())
                .startsWith("no signal is called 'cpu_hot'; known: active, cpu_saturated, deployed, error_ratio_high,");
    }

    @Test
    void aSetOfSignalsIsPointedIntoAsItIsWritten() {
        assertThat(paths(rule(AtLeast.of(2, "latency_high", "nope").within(FIVE).tier(Tier.PAGE))))
                .containsExactly("/spec/match/of/1");
        assertThat(paths(rule(Sequence.of(SignalStep.of("deployed"),
                AtLeast.anyOf(List.of("nope")).within(FIVE).tier(Tier.PAGE)))))
                .containsExactly("/spec/match/sequence/1/any_of/0");
        assertThat(paths(rule(AtLeast.allOf(List.of("latency_high", "nope")).within(FIVE).tier(Tier.PAGE))))
                .containsExactly("/spec/match/all_of/1");
    }

    @Test
    void moreThanEightStepsAreRefused() {
        List<Step> nine = Collections.nCopies(9, LAST);

        refused(rule(new Sequence(nine)), "/spec/match/sequence", "has 9 steps, not 1 to 8");
        refused(rule(new Sequence(List.of())), "/spec/match/sequence", "has 0 steps, not 1 to 8");
    }

    @Test
    void moreThanEightMembersAreRefused() {
        List<Signal> many = IntStream.range(0, 9).mapToObj(i -> Signal.of("s" + i, new Condition.NoData())).toList();
        var rule = rule(AtLeast.of(2, many.stream().map(Signal::name).toList()).within(FIVE).tier(Tier.PAGE));

        assertThat(RuleCompiler.check(rule, Signals.builtIn().with(many)))
                .containsExactly(new Problem(INVALID, "/spec/match/of", "has 9 signals, not 1 to 8"));
    }

    @Test
    void aLaterStepWithoutAnyBoundIsRefused() {
        var unbounded = rule(Sequence.of(SignalStep.of("latency_high"), SignalStep.of("errors_up").tier(Tier.PAGE)));

        refused(unbounded, "/spec/match/sequence/1", "has no 'within', nor has the rule: it would wait for ever");
        assertThat(RuleCompiler.check(unbounded.within(FIVE), Signals.builtIn())).isEmpty();
    }

    @Test
    void aSetThatWaitsWithoutBoundIsRefused() {
        refused(rule(AtLeast.of(2, "latency_high", "errors_up").tier(Tier.PAGE)), "/spec/match",
                "waits for 2 signals, but neither it nor the rule has a 'within'");
    }

    @Test
    void aPatternThatCanNeverMatchIsRefused() {
        refused(rule(AtLeast.of(3, "latency_high", "errors_up").within(FIVE).tier(Tier.PAGE)), "/spec/match/at_least",
                "is 3 of 2 signals, which can never match");
        refused(rule(AtLeast.of(2, "errors_up", "errors_up").within(FIVE).tier(Tier.PAGE)), "/spec/match/of/1",
                "names 'errors_up' a second time");
        refused(rule(Sequence.of(SignalStep.of("quiet"), LAST)), "/spec/match/sequence/0/signal",
                "'quiet' means that none of the rule's own signals is true, so as one of them it can never match");
    }

    @Test
    void aMatchThatTellsNobodyIsRefused() {
        refused(rule(SignalStep.of("latency_high")), "/spec/match/tier",
                "the last step has no tier, so a match would tell nobody; use digest, notify or page");
    }

    @Test
    void aBoundBeforeTheFirstStepIsRefused() {
        refused(rule(Sequence.of(SignalStep.of("latency_high").within(FIVE), LAST)), "/spec/match/sequence/0/within",
                "is PT5M, but no step comes before the first");
    }

    @Test
    void anEndThatCannotHoldIsRefused() {
        refused(rule(LASTING).resolve(new Resolve("deployed", FIVE, FIVE)), "/spec/resolve/when",
                "'deployed' is a change, over in a moment; use a signal of windows, which can hold");
        refused(rule(LASTING).resolve(new Resolve("errors_up", FIVE, FIVE)), "/spec/resolve/when",
                "'errors_up' is also a step, and what is evidence for an incident can't end it");
    }

    private static final Step LASTING = SignalStep.of("errors_up").tier(Tier.PAGE);

    @ParameterizedTest
    @ValueSource(strings = {"sustained-anomaly", "service-gone", "telemetry-stopped", "while-behind",
            "storm-page", "storm-notify"})
    void theNamesOfIncidentsWithoutARuleAreTaken(String name) {
        refused(EscalationRule.of(name, LASTING), "/name",
                "'" + name + "' is the name of incidents that no rule opens; choose another");
    }

    @Test
    void everyProblemIsTold() {
        var rule = rule(Sequence.of(SignalStep.of("a"), SignalStep.of("b"))).unless("c");

        assertThat(paths(rule)).containsExactly("/spec/match/sequence/0/signal", "/spec/match/sequence/1/signal",
                "/spec/match/sequence/1", "/spec/match/sequence/1/tier", "/spec/unless");
    }

    @Test
    void aRuleWithProblemsIsNotCompiled() {
        assertThatThrownBy(() -> RuleCompiler.compile(List.of(rule(SignalStep.of("nope"))), Signals.builtIn()))
                .hasMessageContaining("rule 'r' has problems").hasMessageContaining("/spec/match/signal");
        assertThatThrownBy(() -> RuleCompiler.compile(List.of(rule(LASTING), rule(LASTING)), Signals.builtIn()))
                .hasMessage("rule 'r' is there twice");
    }

    @Test
    void theVersionChangesWithWhatAMatchMeans() {
        var rule = rule(LASTING);
        var otherSignal = Signals.builtIn().with(List.of(Signal.of("errors_up", new Condition.NoData())));

        assertThat(version(rule, Signals.builtIn())).isEqualTo(version(rule, Signals.builtIn()));
        assertThat(version(rule.within(FIVE), Signals.builtIn())).isNotEqualTo(version(rule, Signals.builtIn()));
        assertThat(version(rule, otherSignal)).isNotEqualTo(version(rule, Signals.builtIn()));
        assertThat(version(rule.resolve(new Resolve("healthy", FIVE, FIVE)), Signals.builtIn()))
                .isEqualTo(version(rule, Signals.builtIn()));
    }

    @Test
    void theVersionIsTheSameInEveryRelease() {
        Signals pinned = Signals.builtIn().with(List.of(Signal.of("gone", new Condition.NoData())));

        assertThat(version(rule(SignalStep.of("gone").tier(Tier.PAGE)).within(FIVE), pinned))
                .isEqualTo(-2166928681802560976L);
    }

    private static long version(EscalationRule rule, Signals signals) {
        return RuleCompiler.compile(List.of(rule), signals).find(rule.name()).orElseThrow().version();
    }

    private static EscalationRule rule(Pattern pattern) {
        return EscalationRule.of("r", pattern);
    }

    private static List<String> paths(EscalationRule rule) {
        return RuleCompiler.check(rule, Signals.builtIn()).stream().map(Problem::path).toList();
    }

    private static void refused(EscalationRule rule, String path, String reason) {
        assertThat(RuleCompiler.check(rule, Signals.builtIn())).contains(new Problem(INVALID, path, reason));
    }
}
