package dev.tocsin.escalation.hypothesis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;
import dev.tocsin.escalation.neighbour.Calls;
import dev.tocsin.escalation.verdict.Change;

import static org.assertj.core.api.Assertions.assertThat;

class HypothesesTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T03:00:00Z");

    private final Map<ServiceId, TreeSet<ServiceId>> callees = new TreeMap<>();
    private final List<Course> courses = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    @Test
    void theEndOfAPathOfUnusualServicesIsNamedWithItsPath() {
        // Given a gateway that is slow because the database two calls below it is
        calls("gateway", "checkout");
        calls("checkout", "payments");
        calls("checkout", "database");
        slow("gateway", 9, 0.5);
        slow("checkout", 8, 0.4);
        slow("database", 12, 0.4);
        slow("payments", 0.3, 0);

        List<Hypothesis> ranked = ranked("gateway");

        assertThat(names(ranked)).containsExactly("database", "checkout");
        assertThat(ranked.getFirst().evidence()).contains("latency 12 sigmas from usual",
                "unusual along gateway → checkout → database");
        assertThat(ranked.getFirst().against()).isEmpty();
        assertThat(ranked.getLast().against()).contains("a service it calls is unusual too");
    }

    @Test
    void aCalleeWhoseRiseIsTooSmallToExplainItsCallersIsNoCause() {
        // Given a database that is far from usual by two milliseconds, below a service that is 400 slower
        calls("gateway", "checkout");
        calls("checkout", "database");
        slow("gateway", 9, 0.3);
        slow("checkout", 8, 0.4);
        slow("database", 11, 0.002);

        List<Hypothesis> ranked = ranked("gateway");

        assertThat(names(ranked).getFirst()).isEqualTo("checkout");
    }

    @Test
    void differentMetricsAreNotCompared() {
        calls("gateway", "checkout");
        slow("gateway", 9, 0.3);
        courses.add(new Course(id("checkout"), "cpu", filled(20), filled(0.05)));

        assertThat(names(ranked("gateway"))).containsExactly("checkout");
    }

    @Test
    void theServiceThatWouldExplainMoreComesFirst() {
        // Given two callees that are equally unusual, one of them with a second caller in trouble
        calls("gateway", "search");
        calls("gateway", "mailer");
        calls("listing", "search");
        slow("gateway", 9, 0.3);
        slow("mailer", 10, 0.3);
        slow("search", 10, 0.3);
        slow("listing", 8, 0.3);

        List<Hypothesis> ranked = ranked("gateway");

        assertThat(names(ranked)).containsExactly("search", "mailer");
        assertThat(ranked.getFirst().evidence()).contains("would explain 2 other services");
    }

    @Test
    void aChangeJustBeforeTheOnsetSpeaksForItsService() {
        calls("gateway", "search");
        calls("gateway", "mailer");
        slow("gateway", 9, 0.3);
        slow("mailer", 10, 0.3);
        slow("search", 11, 0.3);
        changes.add(new Change(id("mailer"), BEGIN.minusSeconds(600), Change.Kind.DEPLOY, "v42"));
        changes.add(new Change(id("search"), BEGIN.minusSeconds(7_200), Change.Kind.DEPLOY, "v7"));

        List<Hypothesis> ranked = ranked("gateway");

        assertThat(names(ranked)).containsExactly("mailer", "search");
        assertThat(ranked.getFirst().evidence()).contains("deploy v42 10 min before");
        assertThat(ranked.getLast().evidence()).noneMatch(words -> words.contains("deploy"));
    }

    @Test
    void whoBeganLaterIsSaidToHaveDoneSo() {
        calls("gateway", "mailer");
        slow("gateway", 9, 0.3);
        courses.add(new Course(id("mailer"), "latency", new double[]{0, 0, 0, 40}, new double[]{0, 0, 0, 3}));

        assertThat(ranked("gateway").getFirst().against()).contains("began 3 min later");
    }

    @Test
    void nobodyIsNamedWhenNobodyStandsOut() {
        calls("gateway", "checkout");
        slow("gateway", 1.5, 0.01);
        slow("checkout", 2, 0.01);

        assertThat(ranked("gateway")).isEmpty();
        courses.clear();
        assertThat(ranked("gateway")).isEmpty();
    }

    @Test
    void aFaultItsVictimHardlyFeelsIsNamedOnlyIfItLasts() {
        calls("gateway", "checkout");
        calls("checkout", "mailer");
        slow("gateway", 1, 0.01);
        courses.add(new Course(id("mailer"), "cpu", new double[]{90, 0, 0, 0}, filled(0.5)));
        assertThat(ranked("gateway")).isEmpty();

        courses.add(new Course(id("mailer"), "threads", new double[]{90, 0, 85, 0}, filled(5)));
        List<Hypothesis> ranked = ranked("gateway");

        assertThat(names(ranked)).containsExactly("mailer");
        assertThat(ranked.getFirst().against()).contains("nothing unusual between it and gateway");
    }

    @Test
    void strangersToTheVictimAreNotNamed() {
        calls("gateway", "checkout");
        slow("gateway", 9, 0.3);
        slow("reports", 500, 3);

        assertThat(names(ranked("gateway"))).containsExactly("gateway");
    }

    @Test
    void callsInACircleAndADenseMapComeToAnEnd() {
        // Given forty services that all call each other and are all unusual: more paths than anybody could walk
        for (int caller = 0; caller < 40; caller++) {
            for (int callee = 0; callee < 40; callee++) {
                if (caller != callee) {
                    calls("s" + caller, "s" + callee);
                }
            }
            slow("s" + caller, 9, 0.3);
        }

        List<Hypothesis> ranked = ranked("s0");

        assertThat(ranked).hasSize(3);
        assertThat(ranked.stream().mapToDouble(Hypothesis::score).sum()).isBetween(0.0, 1.0);
    }

    @Test
    void metricsThatAreMissingInSomeWindowsAreJudgedByTheOthers() {
        calls("gateway", "checkout");
        slow("gateway", 9, 0.3);
        courses.add(new Course(id("checkout"), "latency", new double[]{Double.NaN, 12, Double.NaN, 12}, filled(0.3)));
        courses.add(new Course(id("checkout"), "cpu", filled(Double.NaN), filled(Double.NaN)));

        assertThat(names(ranked("gateway"))).containsExactly("checkout");
    }

    private void calls(String caller, String callee) {
        callees.computeIfAbsent(id(caller), unseen -> new TreeSet<>()).add(id(callee));
    }

    private void slow(String service, double deviation, double rise) {
        courses.add(new Course(id(service), "latency", filled(deviation), filled(rise)));
    }

    private static double[] filled(double value) {
        double[] values = new double[4];
        Arrays.fill(values, value);
        return values;
    }

    private static ServiceId id(String service) {
        return new ServiceId("prod", service);
    }

    private List<Hypothesis> ranked(String victim) {
        Calls graph = new Calls() {
            @Override
            public Collection<ServiceId> callees(ServiceId service) {
                return callees.getOrDefault(service, new TreeSet<>());
            }

            @Override
            public Collection<ServiceId> callers(ServiceId service) {
                return callees.entrySet().stream().filter(entry -> entry.getValue().contains(service))
                        .map(Map.Entry::getKey).toList();
            }
        };
        return Hypotheses.rank(new Scene(id(victim), BEGIN, Duration.ofMinutes(1), courses, graph, changes),
                Limits.STANDARD);
    }

    private static List<String> names(List<Hypothesis> ranked) {
        return ranked.stream().map(hypothesis -> hypothesis.service().service()).toList();
    }
}
