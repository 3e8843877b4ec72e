package dev.tocsin.bench.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;

import org.junit.jupiter.api.Test;

import dev.tocsin.bench.fleet.Fleet;
import dev.tocsin.schemas.v1.Level;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictCensusTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    /** Two services with three whole windows and a fourth that the samples leave open. */
    private static final Fleet FLEET = new Fleet(2, 40, 20, START, 1);

    private final VerdictCensus census = new VerdictCensus(FLEET, WINDOW);

    private void verdict(int service, int window, int samples) {
        Instant start = START.plus(WINDOW.multipliedBy(window));
        census.add(WindowVerdict.newBuilder().setNamespace("bench").setService("service-" + service)
                .setWindowStart(start).setWindowEnd(start.plus(WINDOW)).setPhase(Phase.warming_up)
                .setSamples(samples).setScore(null).setPValue(null).setRank(null).setLevel(Level.normal)
                .setAnomalous(false).setMetrics(new HashMap<>()).setProfile("standard@1").build());
    }

    private void allOf(int service, int windows) {
        for (int window = 0; window < windows; window++) {
            verdict(service, window, 6);
        }
    }

    @Test
    void aWindowCountsAsClosedOnceItsGraceHasPassed() {
        assertThat(VerdictCensus.closedBy(1, WINDOW)).isZero();
        assertThat(VerdictCensus.closedBy(7, WINDOW)).isZero();
        assertThat(VerdictCensus.closedBy(8, WINDOW)).isEqualTo(1);
        assertThat(VerdictCensus.closedBy(20, WINDOW)).isEqualTo(3);
    }

    @Test
    void allIsWellWhenEveryWindowHasOneVerdict() {
        allOf(0, 3);
        allOf(1, 3);

        assertThat(census.problems()).isEmpty();
        assertThat(census.verdicts()).isEqualTo(6);
        assertThat(census.scored()).isZero();
    }

    @Test
    void theWindowLeftOpenMayBeThere() {
        allOf(0, 3);
        allOf(1, 3);
        verdict(1, 3, 2);

        assertThat(census.problems()).isEmpty();
    }

    @Test
    void aMissingVerdictIsAProblem() {
        allOf(0, 3);
        allOf(1, 2);

        assertThat(census.problems()).singleElement().asString().contains("service-1", "12:02:00", "0 verdicts");
    }

    @Test
    void aSecondVerdictIsAProblem() {
        allOf(0, 3);
        allOf(1, 3);
        verdict(0, 1, 6);

        assertThat(census.problems()).singleElement().asString().contains("service-0", "2 verdicts");
    }

    @Test
    void anIncompleteWindowAndAnUnknownServiceAreProblems() {
        allOf(0, 3);
        verdict(1, 0, 5);
        verdict(1, 1, 6);
        verdict(1, 2, 6);
        verdict(9, 0, 6);

        assertThat(census.problems()).hasSize(2).anyMatch(problem -> problem.contains("5 samples"))
                .anyMatch(problem -> problem.contains("service-9") && problem.contains("never sent"));
    }
}
