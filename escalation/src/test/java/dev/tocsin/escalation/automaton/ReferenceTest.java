package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.compiler.RuleCompiler;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Rearm;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Step;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Occurrence;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/** Random rules over random streams, against a naive reference; {@code -Dtocsin.seed=N} repeats one case, {@code -Dtocsin.cases=N} tries more. */
class ReferenceTest {

    private static final int CASES = Integer.getInteger("tocsin.cases", 300);

    @Test
    void tellsWhatTheNaiveReferenceTells() {
        for (RandomCase each : cases()) {
            Map<String, List<String>> told = byRule(run(each, List.of()));

            for (EscalationRule rule : each.rules()) {
                assertThat(told.getOrDefault(rule.name(), List.of())).as("%s of %s", rule.name(), each)
                        .isEqualTo(NaiveReference.story(rule, each.scenes()));
            }
        }
    }

    @Test
    void replaysGiveIdenticalResultsHoweverOftenTimeIsLookedAt() {
        for (RandomCase each : cases()) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(~each.seed());
            List<Integer> looks = random.ints(40, 0, 400).sorted().boxed().toList();

            List<IncidentEvent> once = run(each, List.of());
            List<IncidentEvent> again = run(each, List.of());
            List<IncidentEvent> looked = run(each, looks);

            assertThat(again).as("replay of %s", each).isEqualTo(once);
            assertThat(looked).as("with timers looked at %s, of %s", looks, each).isEqualTo(once);
        }
    }

    @Test
    void everyMatchKeepsOrderAndBounds() {
        for (RandomCase each : cases()) {
            for (IncidentEvent event : run(each, List.of())) {
                if (event.transition() == Transition.OPENED || event.transition() == Transition.ESCALATED) {
                    EscalationRule rule = each.rules().stream().filter(one -> one.name().equals(event.rule()))
                            .findFirst().orElseThrow();
                    assertSound(rule, event, each);
                }
            }
        }
    }

    /** Bounded from its start alone and with the latest anchor, a chain that exists is never missed. */
    @Test
    void theLatestAnchorFindsAMatchExactlyWhenOneExists() {
        int found = 0;
        for (RandomCase each : cases()) {
            EscalationRule rule = chain(each.rules().getFirst());
            RandomCase single = new RandomCase(each.seed(), List.of(rule), each.scenes());

            var matched = run(single, List.of()).stream()
                    .filter(event -> event.transition() == Transition.OPENED).map(IncidentEvent::at).findFirst();

            assertThat(matched).as("first match of %s", single).isEqualTo(firstMatch(rule, each.scenes()));
            found += matched.isPresent() ? 1 : 0;
        }
        assertThat(found).as("cases in which there is a match at all").isPositive();
    }

    private static List<RandomCase> cases() {
        Long one = Long.getLong("tocsin.seed");
        return one != null
                ? List.of(RandomCase.of(one))
                : LongStream.range(0, CASES).mapToObj(RandomCase::of).toList();
    }

    /** The events of a case; after every step the state is stored and read, and its bound is checked. */
    private static List<IncidentEvent> run(RandomCase each, List<Integer> looks) {
        Escalation escalation = new Escalation(RuleCompiler.compile(each.rules(), Rehearsal.SIGNALS), Duration.ZERO);
        ServiceState state = ServiceState.EMPTY;
        List<IncidentEvent> events = new ArrayList<>();
        int looked = 0;
        for (NaiveReference.Scene scene : each.scenes()) {
            while (looked < looks.size() && looks.get(looked) <= scene.tick()) {
                Outcome passed = escalation.pass(state, Rehearsal.SERVICE, situation(time(looks.get(looked++))));
                state = stored(passed.state(), each);
                events.addAll(passed.events());
            }
            Outcome outcome = switch (occurrence(scene)) {
                case Verdict verdict -> escalation.advance(state, verdict, situation(verdict.end()));
                case Change change -> escalation.advance(state, change, situation(change.at()));
            };
            state = stored(outcome.state(), each);
            events.addAll(outcome.events());
        }
        return events;
    }

    private static ServiceState stored(ServiceState state, RandomCase each) {
        assertThat(StoredState.read(StoredState.write(state))).as("stored form, of %s", each).isEqualTo(state);
        Set<String> places = new HashSet<>();
        for (Partial partial : state.partials()) {
            assertThat(new StateWriter().bytesOf(partial)).as("bytes of a partial, of %s", each)
                    .isLessThanOrEqualTo(512);
            int steps = each.rules().stream().filter(rule -> rule.name().equals(partial.rule())).findFirst()
                    .orElseThrow().match().steps().size();
            assertThat(partial.position()).as("position, of %s", each).isBetween(0, steps - 1);
            assertThat(places.add(partial.rule() + partial.position())).as("one per state, of %s", each).isTrue();
        }
        return state;
    }

    private static void assertSound(EscalationRule rule, IncidentEvent event, RandomCase each) {
        var steps = event.steps();
        Set<String> known = new HashSet<>();
        rule.match().steps().forEach(step -> known.addAll(step.signals()));
        rule.match().steps().forEach(step -> step.signals().forEach(signal -> known.add("absent " + signal)));
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i).at()).as("order, of %s", each).isAfterOrEqualTo(steps.get(i - 1).at());
        }
        assertThat(known).as("signals, of %s", each).containsAll(steps.stream().map(step -> step.signal()).toList());
        if (rule.within() != null) {
            assertThat(Duration.between(steps.getFirst().at(), event.at())).as("overall bound, of %s", each)
                    .isLessThanOrEqualTo(rule.within());
        }
        steps.forEach(step -> assertThat(step.slack() == null || !step.slack().isNegative())
                .as("slack of %s, of %s", step, each).isTrue());
    }

    /** The rule as a plain chain that tells only at its end, bounded as a whole, with the latest anchor. */
    private static EscalationRule chain(EscalationRule rule) {
        List<Step> steps = new ArrayList<>();
        int last = rule.match().steps().size() - 1;
        for (int i = 0; i <= last; i++) {
            Step step = rule.match().steps().get(i);
            steps.add(new SignalStep(step.signals().getFirst(), null,
                    i == last ? Tier.PAGE : Tier.NONE));
        }
        return new EscalationRule(rule.name(), new Sequence(steps),
                rule.within() == null ? Duration.ofMinutes(9) : rule.within(), null, Anchor.LATEST,
                rule.allowSameWindow(), rule.resolve().when().equals("quiet") ? rule.resolve() : Resolve.DEFAULT,
                Rearm.RESOLVE);
    }

    /** When the first chain of scenes that keeps order and bounds is complete, by trying all of them. */
    private static Optional<Instant> firstMatch(EscalationRule rule, List<NaiveReference.Scene> scenes) {
        return scenes.stream()
                .filter(last -> endsAt(rule, scenes, rule.match().steps().size() - 1, last, last))
                .min(Comparator.comparingInt(NaiveReference.Scene::tick))
                .map(scene -> time(scene.tick()));
    }

    private static boolean endsAt(EscalationRule rule, List<NaiveReference.Scene> scenes, int position,
            NaiveReference.Scene here, NaiveReference.Scene end) {
        Step step = rule.match().steps().get(position);
        if (!here.signals().contains(step.signals().getFirst())) {
            return false;
        }
        if (position == 0) {
            return time(end.tick()).minus(rule.within()).compareTo(time(here.tick())) <= 0;
        }
        return scenes.stream().filter(before -> before.tick() < here.tick()
                || before == here && rule.allowSameWindow())
                .anyMatch(before -> endsAt(rule, scenes, position - 1, before, end));
    }

    private static Map<String, List<String>> byRule(List<IncidentEvent> events) {
        Map<String, List<String>> told = new TreeMap<>();
        for (IncidentEvent event : events) {
            told.computeIfAbsent(event.rule(), rule -> new ArrayList<>()).add(line(event));
        }
        return told;
    }

    private static String line(IncidentEvent event) {
        boolean traced = switch (event.transition()) {
            case OPENED, ESCALATED, EXPIRED, NEAR_MISS -> true;
            default -> false;
        };
        return event.rule() + " " + tick(event.at()) + " " + event.transition().name().toLowerCase(Locale.ROOT) + " "
                + event.tier().name().toLowerCase(Locale.ROOT) + (traced
                        ? " " + event.steps().stream().map(step -> step.signal() + "@" + tick(step.at())).sorted()
                                .toList()
                        : "");
    }

    private static long tick(Instant at) {
        return Duration.between(Rehearsal.START, at).toSeconds() / NaiveReference.SECONDS_PER_TICK;
    }

    private static Instant time(int tick) {
        return Rehearsal.START.plusSeconds((long) tick * NaiveReference.SECONDS_PER_TICK);
    }

    private static Situation situation(Instant time) {
        return new Situation(time, Duration.ZERO);
    }

    private static Occurrence occurrence(NaiveReference.Scene scene) {
        Instant at = time(scene.tick());
        if (!scene.window()) {
            return new Change(Rehearsal.SERVICE, at, Change.Kind.RESTART, "");
        }
        if (scene.unknown() && scene.signals().isEmpty()) {
            return Verdict.noData(Rehearsal.SERVICE, at.minusSeconds(60), at);
        }
        Map<String, Reading> metrics = new HashMap<>();
        for (String signal : scene.signals()) {
            metrics.put(signal, new Reading(1, 0, 5, Direction.UP, 0.5, Level.NORMAL));
        }
        return new Verdict(Rehearsal.SERVICE, at.minusSeconds(60), at,
                scene.unknown() ? Phase.WARMING_UP : Phase.MATURE, 1, 1, 0.5, 0.5,
                scene.calm() ? Level.NORMAL : Level.ELEVATED, false, metrics);
    }
}
