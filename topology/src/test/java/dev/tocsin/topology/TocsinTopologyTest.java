package dev.tocsin.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.clock.InputLag;

import static org.assertj.core.api.Assertions.assertThat;

class TocsinTopologyTest {

    private static final Duration STEP = Duration.ofSeconds(15);

    @TempDir
    Path state;

    private Random random;
    private Instant now;

    @BeforeEach
    void begin() {
        random = new Random(7);
        now = Driven.START;
    }

    @Test
    void aCascadeClimbsFromDigestToPageAsOneIncidentAndResolves() {
        // Given a service that has been well for two hours
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            well(bell, "checkout", Duration.ofHours(2));
            assertThat(bell.notifications()).isEmpty();

            // When latency rises, then errors, then CPU, and all recovers
            live(bell, "checkout", Duration.ofMinutes(3), 1.5, 0.001, 0.4);
            live(bell, "checkout", Duration.ofMinutes(3), 1.8, 0.2, 0.4);
            live(bell, "checkout", Duration.ofMinutes(4), 2.0, 0.3, 0.97);
            well(bell, "checkout", Duration.ofMinutes(20));

            // Then one incident of the cascade climbs through the tiers and resolves
            List<IncidentEvent> events = bell.incidents().stream()
                    .filter(event -> event.getRule().equals("cascading-failure")).toList();
            assertThat(events).extracting(IncidentEvent::getIncident).containsOnly(events.getFirst().getIncident());
            assertThat(events).extracting(IncidentEvent::getTransition).startsWith(Transition.opened,
                    Transition.escalated, Transition.escalated).endsWith(Transition.resolved);
            assertThat(events.stream().filter(event -> event.getTransition() == Transition.escalated)
                    .map(IncidentEvent::getTier)).containsExactly(Tier.notify, Tier.page);
            List<Notification> told = bell.notifications().stream()
                    .filter(n -> n.getRule().equals("cascading-failure")).toList();
            assertThat(told).extracting(Notification::getTier).contains(Tier.digest, Tier.notify, Tier.page);
            assertThat(told.stream().filter(n -> n.getReceivers().contains("pagerduty"))).extracting(n -> n.getAction()
                    .name()).startsWith("trigger").endsWith("resolve");
            assertThat(told).extracting(Notification::getSequence).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aServiceIsSaidToBeWarmingUpAndThenJudged() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            well(bell, "checkout", Duration.ofMinutes(90));

            List<WindowVerdict> verdicts = bell.verdicts();
            assertThat(verdicts.getFirst().getPhase()).isEqualTo(Phase.warming_up);
            assertThat(verdicts.getFirst().getScore()).isNull();
            assertThat(verdicts.getLast().getPhase()).isEqualTo(Phase.mature);
            assertThat(verdicts.getLast().getScore()).isFinite();
            assertThat(verdicts).extracting(WindowVerdict::getWindowStart).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aBacklogOfTwoHoursOnTheFirstStartWarmsTheModelsAndPagesNobody() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given records that are two hours and more old: a cascade, long over
            bell.driver.advanceWallClockTime(Duration.ofHours(6));
            Instant end = Driven.START.plus(Duration.ofHours(4));
            feed(bell, "checkout", Duration.ofHours(3), 0.1, 0.001, 0.3);
            feed(bell, "checkout", Duration.ofMinutes(3), 1.5, 0.001, 0.4);
            feed(bell, "checkout", Duration.ofMinutes(3), 1.8, 0.2, 0.4);
            feed(bell, "checkout", Duration.ofMinutes(3), 2.0, 0.3, 0.97);
            feed(bell, "checkout", Duration.between(now, end), 0.1, 0.001, 0.3);

            assertThat(bell.verdicts().getLast().getPhase()).isEqualTo(Phase.mature);
            assertThat(bell.incidents()).isEmpty();
            assertThat(bell.notifications()).isEmpty();
        }
    }

    @Test
    void whatHappenedWhileTocsinWasBehindIsToldOnceAndNeverPages() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a service that is judged, then an outage of Tocsin of two hours with a cascade in it
            well(bell, "checkout", Duration.ofHours(2));
            bell.notifications();
            bell.driver.advanceWallClockTime(Duration.ofHours(2).plusMinutes(10));
            Instant back = now.plus(Duration.ofHours(2).plusMinutes(10));

            // When the backlog is read and the stream is live again
            feed(bell, "checkout", Duration.ofMinutes(3), 1.5, 0.001, 0.4);
            feed(bell, "checkout", Duration.ofMinutes(3), 1.8, 0.2, 0.4);
            feed(bell, "checkout", Duration.ofMinutes(3), 2.0, 0.3, 0.97);
            feed(bell, "checkout", Duration.between(now, back), 0.1, 0.001, 0.3);
            well(bell, "checkout", Duration.ofMinutes(20));

            // Then nothing was paged, and a summary says what was missed
            List<Notification> told = bell.notifications();
            assertThat(told).noneMatch(n -> n.getTier() == Tier.page);
            assertThat(told.stream().filter(n -> "behind".equals(n.getLabels().get("summary")))).hasSize(1);
        }
    }

    @Test
    void aQuietServiceIsNotSilentWhileItsPartitionHasLag() {
        // Given a partition that has input waiting
        try (Driven bell = new Driven(state, (topic, partition) -> OptionalLong.of(1_000))) {
            well(bell, "checkout", Duration.ofHours(2));
            bell.verdicts();

            // When nothing arrives for half an hour
            bell.quiet(Duration.ofMinutes(30));

            // Then no window is called empty
            assertThat(bell.verdicts()).noneMatch(verdict -> verdict.getPhase() == Phase.no_data);
        }
    }

    @Test
    void aPartitionThatGoesQuietClosesItsWindowsByTheWallClock() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            well(bell, "checkout", Duration.ofMinutes(10));
            int closed = bell.verdicts().size();

            bell.quiet(Duration.ofMinutes(5));

            List<WindowVerdict> after = bell.verdicts();
            assertThat(closed).isBetween(8, 10);
            assertThat(after.getFirst().getPhase()).isEqualTo(Phase.warming_up);
            assertThat(after.getFirst().getSamples()).isPositive();
            assertThat(after.stream().filter(verdict -> verdict.getPhase() == Phase.no_data)).hasSizeBetween(2, 5);
        }
    }

    @Test
    void aServiceThatIsGoneSaysSoOnceAndItsStateExpires() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            well(bell, "checkout", Duration.ofMinutes(10));

            bell.quiet(Duration.ofMinutes(75));

            assertThat(bell.counted("tocsin_samples", "service_gone")).isEqualTo(1);
            assertThat(bell.notifications()).extracting(Notification::getRule).contains("service-gone");
            assertThat(bell.driver.getAllStateStores().keySet()).contains("windows", "models", "incidents");
        }
    }

    @Test
    void aLateSampleIsCountedAndAClosedWindowIsNotToldAgain() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            well(bell, "checkout", Duration.ofMinutes(10));

            bell.sample("checkout", Driven.START.plusSeconds(30), Map.of("latency_p99_seconds", 9.0));

            assertThat(bell.counted("tocsin_samples", "late")).isEqualTo(1);
            assertThat(bell.verdicts()).extracting(WindowVerdict::getWindowStart).doesNotHaveDuplicates();
        }
    }

    @Test
    void oneServiceWithAClockThatRunsBehindDoesNotLoseItsWindows() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // When one service is always three minutes behind another of its partition
            for (int i = 0; i < 120; i++) {
                bell.sample("prompt", now, metrics(0.1, 0.001, 0.3));
                bell.sample("tardy", now.minus(Duration.ofMinutes(3)), metrics(0.1, 0.001, 0.3));
                next(bell);
            }

            assertThat(bell.counted("tocsin_samples", "late")).isZero();
            assertThat(bell.verdicts().stream().filter(verdict -> verdict.getService().equals("tardy")))
                    .hasSizeGreaterThan(25).allMatch(verdict -> verdict.getPhase() != Phase.no_data);
        }
    }

    @Test
    void aThreadThatStoodStillTakesNothingForSilence() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            well(bell, "checkout", Duration.ofMinutes(10));

            // When the thread was blocked for four minutes, and reads what has arrived meanwhile
            bell.driver.advanceWallClockTime(Duration.ofMinutes(4));
            bell.quiet(Duration.ofSeconds(5));
            feed(bell, "checkout", Duration.ofMinutes(4), 0.1, 0.001, 0.3);

            assertThat(bell.counted("tocsin_samples", "late")).isZero();
            assertThat(bell.verdicts()).noneMatch(verdict -> verdict.getPhase() == Phase.no_data);
        }
    }

    @Test
    void theTimeDuringWhichInputWaitedIsNotQuietTime() {
        AtomicLong waiting = new AtomicLong();
        try (Driven bell = new Driven(state, (topic, partition) -> OptionalLong.of(waiting.get()))) {
            well(bell, "checkout", Duration.ofMinutes(10));

            // When input waited for five minutes and then comes
            waiting.set(1_000);
            bell.quiet(Duration.ofMinutes(5));
            waiting.set(0);
            bell.quiet(Duration.ofSeconds(3));
            feed(bell, "checkout", Duration.ofMinutes(5), 0.1, 0.001, 0.3);

            assertThat(bell.counted("tocsin_samples", "late")).isZero();
            assertThat(bell.verdicts()).noneMatch(verdict -> verdict.getPhase() == Phase.no_data);
        }
    }

    @Test
    void aPartitionWhoseLastRecordIsOldHasCaughtUpAllTheSame() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            // Given a service that stopped an hour before Tocsin came back, after a cascade
            well(bell, "checkout", Duration.ofHours(2));
            bell.driver.advanceWallClockTime(Duration.ofHours(3));
            feed(bell, "checkout", Duration.ofMinutes(3), 1.5, 0.001, 0.4);
            feed(bell, "checkout", Duration.ofMinutes(3), 1.8, 0.2, 0.4);
            feed(bell, "checkout", Duration.ofMinutes(3), 2.0, 0.3, 0.97);
            feed(bell, "checkout", Duration.ofMinutes(100), 0.1, 0.001, 0.3);
            assertThat(bell.notifications()).isEmpty();

            // When there is nothing more to read
            bell.quiet(Duration.ofMinutes(2));

            // Then what was missed is told
            assertThat(bell.notifications().stream().filter(n -> "behind".equals(n.getLabels().get("summary"))))
                    .hasSize(1);
        }
    }

    @Test
    void oneServiceWithAClockThatIsAheadDoesNotCloseTheWindowsOfOthers() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            well(bell, "prompt", Duration.ofMinutes(10));

            // When another of its partition appears, nine minutes ahead of its own records
            for (int i = 0; i < 40; i++) {
                bell.sample("hasty", now.plus(Duration.ofMinutes(9)), now, metrics(0.1, 0.001, 0.3));
                bell.sample("prompt", now, metrics(0.1, 0.001, 0.3));
                next(bell);
            }

            assertThat(bell.counted("tocsin_samples", "late")).isZero();
            assertThat(bell.verdicts()).noneMatch(verdict -> verdict.getPhase() == Phase.no_data);
        }
    }

    @Test
    void theLastWindowOfAServiceThatIsGoneIsJudgedFirst() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            well(bell, "checkout", Duration.ofMinutes(10));

            // When the time of its partition comes two hours further at once
            now = now.plus(Duration.ofHours(2));
            bell.driver.advanceWallClockTime(Duration.ofHours(2));
            well(bell, "other", Duration.ofMinutes(1));

            assertThat(bell.counted("tocsin_samples", "service_gone")).isEqualTo(1);
            assertThat(bell.verdicts().stream().filter(verdict -> verdict.getService().equals("checkout"))
                    .filter(verdict -> verdict.getPhase() != Phase.no_data)).hasSize(10);
        }
    }

    private void well(Driven bell, String service, Duration length) {
        live(bell, service, length, 0.1, 0.001, 0.3);
    }

    /** Live samples: wall clock and event time go together. */
    private void live(Driven bell, String service, Duration length, double latency, double errors, double cpu) {
        Instant end = now.plus(length);
        while (now.isBefore(end)) {
            bell.sample(service, now, metrics(latency, errors, cpu));
            next(bell);
        }
    }

    private void next(Driven bell) {
        now = now.plus(STEP);
        bell.driver.advanceWallClockTime(STEP);
    }

    /** Samples out of a backlog: the wall clock stands still. */
    private void feed(Driven bell, String service, Duration length, double latency, double errors, double cpu) {
        Instant end = now.plus(length);
        for (; now.isBefore(end); now = now.plus(STEP)) {
            bell.sample(service, now, metrics(latency, errors, cpu));
        }
    }

    private Map<String, Double> metrics(double latency, double errors, double cpu) {
        Map<String, Double> metrics = new HashMap<>();
        metrics.put("latency_p99_seconds", noisy(latency));
        metrics.put("error_ratio", noisy(errors));
        metrics.put("cpu_utilization", Math.min(1, noisy(cpu)));
        metrics.put("requests_per_second", noisy(50));
        metrics.put("heap_used_bytes", noisy(2e8));
        return metrics;
    }

    private double noisy(double value) {
        return value * (1 + 0.05 * random.nextGaussian());
    }
}
