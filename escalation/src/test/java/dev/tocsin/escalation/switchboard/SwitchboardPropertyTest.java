package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.calendar.Calendar;
import dev.tocsin.escalation.calendar.CalendarWindow;
import dev.tocsin.escalation.calendar.Interval;
import dev.tocsin.escalation.calendar.Intervals;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.escalation.suppression.SuppressionRule;

import static dev.tocsin.escalation.switchboard.Desk.T0;
import static org.assertj.core.api.Assertions.assertThat;

/** Random transitions, legal and not, under a tuning, a lag and a silence that change at random. */
class SwitchboardPropertyTest {

    private static final int RUNS = 60;

    private static final int STEPS = 400;

    private static final List<Tier> CAPS = List.of(Tier.NONE, Tier.DIGEST, Tier.NOTIFY);

    @Test
    @DisplayName("Sequences rise by one from 1, each receiver is triggered, updated, resolved in this order, tiers never fall")
    void whatAReceiverSees() {
        long seed = seed();
        for (int run = 0; run < RUNS; run++) {
            Desk desk = new Play(seed + run).desk;

            Map<IncidentId, Long> sequences = new HashMap<>();
            Map<IncidentId, Tier> tiers = new HashMap<>();
            Map<IncidentId, Set<String>> open = new HashMap<>();
            for (Notification told : desk.sent) {
                String context = "seed " + (seed + run) + ": " + told.id();
                IncidentId id = told.event().incident();
                assertThat(told.sequence()).as(context).isEqualTo(sequences.getOrDefault(id, 0L) + 1);
                sequences.put(id, told.sequence());
                assertThat(told.tier()).as(context).isGreaterThanOrEqualTo(tiers.getOrDefault(id, Tier.DIGEST));
                assertThat(told.tier()).as(context).isLessThanOrEqualTo(told.uncappedTier());
                assertThat(told.cappedBy() == null || told.tier() != told.uncappedTier()).as(context).isTrue();
                tiers.put(id, told.tier());
                follow(open.computeIfAbsent(id, _ -> new HashSet<>()), told, context);
            }
        }
    }

    private static void follow(Set<String> open, Notification told, String context) {
        switch (told.action()) {
            case TRIGGER -> {
                assertThat(open).as(context).doesNotContainAnyElementsOf(told.receivers());
                open.addAll(told.receivers());
            }
            case UPDATE -> assertThat(open).as(context).containsAll(told.receivers());
            case RESOLVE -> {
                assertThat(open).as(context).isNotEmpty().containsExactlyInAnyOrderElementsOf(told.receivers());
                open.clear();
            }
        }
    }

    @Test
    @DisplayName("No old evidence is told when it comes in, except its end to those who knew")
    void lateTruth() {
        long seed = seed();
        for (int run = 0; run < RUNS; run++) {
            Play play = new Play(seed + run);

            assertThat(play.toldLate).as("seed " + (seed + run)).allMatch(told -> told.action() == Action.RESOLVE);
        }
    }

    @Test
    @DisplayName("Once nothing is capped and nobody behind, whatever burns has been told at its own tier, or says what covers it")
    void nothingIsForgotten() {
        long seed = seed();
        for (int run = 0; run < RUNS; run++) {
            Play play = new Play(seed + run);
            play.calm();

            assertThat(play.desk.lines())
                    .filteredOn(line -> line.burns() && line.event().transition() != Transition.ACKNOWLEDGED)
                    .as("seed " + (seed + run))
                    .allMatch(line -> !line.isHeld())
                    .allMatch(line -> line.told() == line.uncapped() || line.cap() instanceof Cap.Covered);
        }
    }

    @Test
    @DisplayName("The same inputs give the same notifications")
    void replays() {
        long seed = seed();

        Desk first = new Play(seed).desk;
        Desk second = new Play(seed).desk;

        assertThat(second.sent).as("seed " + seed).isNotEmpty().isEqualTo(first.sent);
        assertThat(second.lines()).isEqualTo(first.lines());
        assertThat(second.board()).isEqualTo(first.board());
    }

    private static long seed() {
        return Long.getLong("tocsin.seed", 20_261_127L);
    }

    /** One random run. */
    private static final class Play {

        final Desk desk = new Desk();

        final List<Notification> toldLate = new ArrayList<>();

        private final RandomGenerator random;

        private final Map<ServiceId, Map<String, Instant>> opened = new HashMap<>();

        private Instant now = T0;

        private Duration behind = Duration.ZERO;

        Play(long seed) {
            random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            for (int step = 0; step < STEPS; step++) {
                now = now.plusSeconds(1 + random.nextInt(90));
                switch (random.nextInt(10)) {
                    case 0 -> desk.tuning = tuning();
                    case 1 -> behind = random.nextInt(3) == 0 ? Duration.ofMinutes(random.nextInt(60)) : Duration.ZERO;
                    case 2, 3, 4 -> desk.pass(time());
                    default -> tell();
                }
            }
        }

        void calm() {
            desk.tuning = Tuning.of(Desk.ROUTING);
            behind = Duration.ZERO;
            for (int task = 0; task < 3; task++) {
                desk.pass(new TaskTime(task, now, behind, 5, 0));
            }
        }

        private void tell() {
            ServiceId service = new ServiceId("ns" + random.nextInt(2), "s" + random.nextInt(2));
            String rule = "r" + random.nextInt(3);
            Map<String, Instant> ofService = opened.computeIfAbsent(service, _ -> new HashMap<>());
            Instant openedAt = ofService.computeIfAbsent(rule, _ -> now);
            Transition transition = Transition.values()[random.nextInt(Transition.values().length)];
            Tier tier = Tier.values()[random.nextInt(Tier.values().length)];
            Duration late = behind;
            List<Notification> told = desk.tell(new IncidentEvent(IncidentId.of(rule, service, openedAt), rule, "v",
                    service, transition, tier, now, openedAt, List.of(), OrderConfidence.HIGH, "why", Double.NaN,
                    List.of(), List.of(), late), time());
            if (late.compareTo(Limits.DEFAULT.behind()) > 0) {
                toldLate.addAll(told);
            }
            if (transition == Transition.RESOLVED) {
                ofService.remove(rule);
            }
        }

        private TaskTime time() {
            int services = random.nextInt(6);
            return new TaskTime(random.nextInt(3), now, behind, services, random.nextInt(services + 1));
        }

        private Tuning tuning() {
            Tuning tuning = Tuning.of(Desk.ROUTING);
            if (random.nextInt(3) == 0) {
                tuning = tuning.with(Observe.in("ns" + random.nextInt(2)));
            }
            if (random.nextInt(2) == 0) {
                tuning = tuning.with(new SuppressionRule(new Document("SuppressionRule", "*", "q", "1"),
                        ServiceGlob.parse("ns*/s" + random.nextInt(2)), Glob.ANY, null,
                        CAPS.get(random.nextInt(CAPS.size())), now.plusSeconds(random.nextInt(3_600)), "x"));
            }
            if (random.nextInt(2) == 0) {
                Interval times = new Interval(now, now.plusSeconds(1 + random.nextInt(3_600)));
                tuning = tuning.with(Calendar.of(new CalendarWindow(new Document("CalendarWindow", "*", "w", "1"),
                        ServiceGlob.ANY, Intervals.of(times), List.of(), Tier.DIGEST)));
            }
            return tuning;
        }
    }
}
