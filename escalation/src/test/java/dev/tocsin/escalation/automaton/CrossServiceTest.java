package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.neighbour.DependencyMap;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Where;

import static dev.tocsin.escalation.incident.Tier.DIGEST;
import static dev.tocsin.escalation.incident.Tier.NOTIFY;
import static dev.tocsin.escalation.incident.Tier.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Rule 12, cross-service: neighbours hear of transitions, within hops and a limit; cycles are allowed")
class CrossServiceTest {

    private static final DependencyMap SHOP = Town.calls(
            Map.of("gateway", List.of("checkout"), "checkout", List.of("inventory")));

    private static final EscalationRule CASCADE = EscalationRule.of("cascade", Sequence.of(
            SignalStep.of("A").as("cause").where(Where.calleeOf("victim", 2)).tier(DIGEST),
            SignalStep.of("B").as("victim").within(Duration.ofMinutes(5)).tier(NOTIFY)));

    private static final EscalationRule CALLERS = EscalationRule.of("callers", Sequence.of(
            SignalStep.of("B").as("called"),
            SignalStep.of("C").where(Where.callerOf("called", 1)).within(Duration.ofMinutes(5)).tier(PAGE)));

    private static final EscalationRule CLIMB = EscalationRule.of("climb", Sequence.of(
            SignalStep.of("A").tier(DIGEST), SignalStep.of("B").within(Duration.ofMinutes(5)).tier(NOTIFY),
            SignalStep.of("C").within(Duration.ofMinutes(5)).tier(PAGE)));

    @Test
    void aCalleesSignalAndThenOnesOwnAreOnesOwnIncident() {
        Town town = new Town(SHOP, CASCADE);

        town.window("inventory", 1, "A").window("gateway", 3, "B").window("gateway", 5);

        IncidentEvent opened = town.events().getFirst();
        assertThat(town.story()).startsWith("gateway 3 opened notify");
        assertThat(opened.steps()).extracting(step -> step.service().service()).containsExactly("inventory", "gateway");
        assertThat(opened.reason()).endsWith("; map " + SHOP.versionText());
    }

    @Test
    void whatARuleGroupsUnderAStepNamesThatStepsServiceAsTheCause() {
        Town town = new Town(SHOP, CASCADE.groupUnder("cause"));

        town.window("inventory", 1, "A").window("gateway", 3, "B").window("gateway", 5);

        assertThat(town.events()).isNotEmpty().allSatisfy(event -> assertThat(event.hypotheses()).singleElement()
                .satisfies(cause -> {
                    assertThat(cause.service()).isEqualTo(Town.id("inventory"));
                    assertThat(cause.evidence()).singleElement().asString().endsWith("says rule cascade");
                }));
    }

    @Test
    void whatOthersShowOpensNothingByItself() {
        Town town = new Town(SHOP, CASCADE);

        town.window("inventory", 1, "A").window("inventory", 3, "A").pass("gateway", 9);

        assertThat(town.events()).isEmpty();
    }

    @Test
    void threeServicesWithOneStepEachDoNotMatch() {
        Town town = new Town(Town.calls(Map.of("x", List.of("y"))), CLIMB);

        town.window("a", 1, "A").window("b", 2, "B").window("c", 3, "C").window("a", 4).window("b", 4).window("c", 4);

        assertThat(town.events()).extracting(IncidentEvent::tier).doesNotContain(PAGE);
    }

    @Test
    void onlyWhatBeginsOrCeasesIsTold() {
        Town town = new Town(SHOP, CASCADE);

        IntStream.rangeClosed(1, 5).forEach(minute -> town.window("inventory", minute, "A"));
        town.window("inventory", 6).window("inventory", 7);

        // That it began and that it ceased, each to the checkout and to the gateway two hops away.
        assertThat(town.told()).isEqualTo(4);
    }

    @Test
    void noMoreThanFiftyAreToldAndTheRestAreCounted() {
        Map<String, List<String>> calls = new TreeMap<>();
        IntStream.range(0, 70).forEach(i -> calls.put("caller-" + i, List.of("db")));
        Town town = new Town(Town.calls(calls), CASCADE);

        town.tell("db", 1, "A");

        assertThat(town.told()).isEqualTo(50);
        assertThat(town.beyond()).isEqualTo(20);
    }

    @Test
    void aServiceThatNoMapNamesTellsNothing() {
        Town town = new Town(SHOP, CASCADE);

        town.window("stranger", 1, "A", "B", "C");

        assertThat(town.told()).isZero();
        assertThat(town.events()).isEmpty();
    }

    @Test
    void aCycleComesToAnEnd() {
        Town town = new Town(Town.calls(Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("a"))), CASCADE,
                CALLERS);

        for (int minute = 1; minute <= 6; minute++) {
            town.window("a", minute, "A", "B", "C").window("b", minute, "A", "B", "C").window("c", minute, "A", "B");
        }

        // Each is another's callee within two hops and its caller: A to two, C to one.
        assertThat(town.told()).isEqualTo(3 * 2 + 2);
        assertThat(town.events()).extracting(event -> event.service().service()).contains("a", "b", "c");
    }

    @Test
    void aMapThatChangesWhileAnIncidentIsOpenHoldsFromTheNextWindow() {
        // Given an incident of the gateway, because of the inventory
        Town town = new Town(SHOP, CASCADE);
        town.window("inventory", 1, "A").window("gateway", 2, "B").window("gateway", 4, "B");

        // When the checkout no longer calls the inventory, and the gateway recovers and suffers again
        DependencyMap after = Town.calls(Map.of("gateway", List.of("checkout"), "search", List.of("inventory")));
        town.map(after);
        IntStream.rangeClosed(5, 14).forEach(minute -> town.window("gateway", minute).window("inventory", minute, "A"));
        town.window("gateway", 15, "B").window("search", 15, "B").window("gateway", 17).window("search", 17);

        // Then its incident has ended as any, and the same signs are now of another service
        assertThat(town.story().stream().filter(line -> line.contains("opened") || line.contains("resolved")))
                .containsExactly("gateway 2 opened notify", "gateway 10 resolved notify", "search 15 opened notify");
        assertThat(town.events().getLast().reason()).endsWith("; map " + after.versionText());
    }

    @Test
    void whatIsHeardWithinTheLatenessIsJudgedByEventTimeWhateverTheOrderOfArrival() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            Script script = Script.of(random);
            assertThat(script.play(new Random(random.nextLong()), false))
                    .as("seed %s, run %s, of %s", seed, run, script)
                    .isEqualTo(script.play(null, false));
        }
    }

    @Test
    void whatIsWaitedForIsJudgedByEventTimeHoweverLateItIs() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            Script script = Script.of(random);
            assertThat(script.play(new Random(random.nextLong()), true)).as("seed %s, run %s, of %s", seed, run, script)
                    .isEqualTo(script.play(null, true));
        }
    }

    /** Random calls between four services, cycles and all, and what each shows in each minute. */
    private record Script(Map<String, List<String>> calls, List<Map<String, String[]>> minutes) {

        private static final List<String> NAMES = List.of("a", "b", "c", "d");
        private static final int LENGTH = 25;
        private static final int LATEST = 6;

        static Script of(Random random) {
            Map<String, List<String>> calls = new TreeMap<>();
            for (String caller : NAMES) {
                List<String> callees = NAMES.stream()
                        .filter(callee -> !callee.equals(caller) && random.nextInt(3) == 0).toList();
                if (!callees.isEmpty()) {
                    calls.put(caller, callees);
                }
            }
            List<Map<String, String[]>> minutes = new ArrayList<>();
            for (int minute = 0; minute < LENGTH; minute++) {
                Map<String, String[]> shown = new TreeMap<>();
                NAMES.forEach(name -> shown.put(name, List.of("A", "B", "C").stream()
                        .filter(signal -> random.nextInt(4) == 0).toArray(String[]::new)));
                minutes.add(shown);
            }
            return new Script(calls, minutes);
        }

        /**
         * What is told of each service.
         *
         * @param disorder when news arrives: within a minute, or within {@value #LATEST} where it is waited for; null for at
         *        once
         */
        Map<String, List<String>> play(@Nullable Random disorder, boolean patient) {
            Town town = new Town(Town.calls(calls), CASCADE, CALLERS);
            if (patient) {
                town.patient();
            }
            for (int minute = 1; minute <= LENGTH; minute++) {
                List<String> order = new ArrayList<>(NAMES);
                if (disorder != null) {
                    Collections.shuffle(order, disorder);
                }
                for (String name : order) {
                    town.tell(name, minute, minutes.get(minute - 1).get(name));
                    if (disorder == null) {
                        town.deliverAll(minute);
                    }
                }
                arrive(town, minute, disorder, patient ? LATEST : 1);
            }
            town.deliverAll(LENGTH);
            NAMES.forEach(name -> town.pass(name, LENGTH + LATEST));
            assertThat(town.late()).isZero();
            Map<String, List<String>> told = new TreeMap<>();
            NAMES.forEach(name -> told.put(name, town.events().stream()
                    .filter(event -> event.service().service().equals(name))
                    .map(event -> event.at() + " " + event.transition() + " " + event.tier() + " " + event.rule() + " "
                            + Rehearsal.steps(event) + " " + event.reason())
                    .toList()));
            return told;
        }

        private static void arrive(Town town, int minute, @Nullable Random disorder, int latest) {
            for (int i = town.undelivered.size() - 1; disorder != null && i >= 0; i--) {
                boolean due = !town.undelivered.get(i).at().isAfter(Rehearsal.minute(minute - latest + 1));
                if (due || disorder.nextBoolean()) {
                    town.deliver(i, minute);
                }
            }
        }
    }
}
