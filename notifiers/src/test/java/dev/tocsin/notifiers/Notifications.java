package dev.tocsin.notifiers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.apache.avro.util.ClassSecurityValidator;

import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Direction;
import dev.tocsin.schemas.v1.Hypothesis;
import dev.tocsin.schemas.v1.Level;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.NamedReading;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Severity;
import dev.tocsin.schemas.v1.SummaryLine;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

/** Notifications for tests: a cascade on prod/checkout as it climbs, and arbitrary ones. */
public final class Notifications {

    public static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");
    private static final String[] PIECES = {"a", "Zeit", "é", "漢字", "😀", "👩‍👩‍👧", "\uD800", "\uDC00x", "<!channel>",
            "&&&&", "<>", "\"\\", "\n", "\t", "\u0000", "\u202E", "*_~`", "|", " "};

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(),
                type -> type.getPackage() == Notification.class.getPackage()));
    }

    private Notifications() {}

    public static Notification page(String incident, long sequence) {
        return of(incident, sequence, Tier.page, Action.trigger, Transition.escalated);
    }

    public static Notification resolve(String incident, long sequence) {
        return of(incident, sequence, Tier.page, Action.resolve, Transition.resolved);
    }

    public static Notification of(String incident, long sequence, Tier tier, Action action, Transition transition) {
        return Notification.newBuilder().setId(incident + "#" + sequence).setIncident(incident).setSequence(sequence)
                .setAction(action).setTier(tier).setUncappedTier(tier)
                .setSeverity(tier == Tier.page ? Severity.critical : Severity.warning)
                .setReceivers(List.of("pagerduty", "slack", "digest")).setRule("cascade").setNamespace("prod")
                .setService("checkout").setTransition(transition).setAt(OPENED.plus(Duration.ofMinutes(sequence)))
                .setOpenedAt(OPENED).setSummary("checkout: latency, then errors, then CPU")
                .setReason("step cpu matched")
                .setSteps(List.of(step("latency_high", Tier.digest, "p99", 812.4, 120.0),
                        step("errors_up", Tier.notify, "error_ratio", 0.12, 0.001),
                        step("cpu_saturated", Tier.page, "cpu", 0.99, 0.4)))
                .setTopMetrics(List.of(reading("p99", 812.4, 120, 0.6), reading("error_ratio", 0.12, 0.001, 0.4)))
                .setHypotheses(List.of(Hypothesis.newBuilder().setNamespace("prod").setService("inventory")
                        .setMetric("pool_wait").setScore(0.7).setEvidence(List.of("went wrong 40 s earlier"))
                        .setAgainst(List.of()).build()))
                .setRunbook("https://runbooks.example/checkout").setLabels(Map.of("team", "shop")).setLines(List.of())
                .build();
    }

    public static ReceiverState told(Notification notification, String receiver, boolean open) {
        return ReceiverState.newBuilder().setReceiver(receiver).setIncident(notification.getIncident())
                .setSequence(notification.getSequence()).setOpen(open).setUpdatedAt(OPENED).build();
    }

    /** Any notification at all: multi-byte and broken text, huge lists, numbers that aren't any. */
    public static Notification arbitrary(RandomGenerator random) {
        int scale = 1 << random.nextInt(12);
        Notification notification = of("i/" + text(random, 40), 1, Tier.values()[random.nextInt(4)],
                Action.values()[random.nextInt(3)], Transition.values()[random.nextInt(10)]);
        notification.setSummary(text(random, scale));
        notification.setReason(text(random, scale));
        notification.setNamespace(text(random, scale));
        notification.setService(text(random, scale));
        notification.setRule(text(random, scale));
        notification.setIncident("i" + text(random, scale));
        notification.setRunbook(random.nextBoolean() ? "https://x/" + text(random, scale) : null);
        notification.setTeam(random.nextBoolean() ? text(random, scale) : null);
        notification.setCappedBy(random.nextBoolean() ? text(random, scale) : null);
        List<MatchedStep> steps = new ArrayList<>();
        List<NamedReading> readings = new ArrayList<>();
        List<Hypothesis> guesses = new ArrayList<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            steps.add(step(text(random, scale), Tier.page, text(random, scale), number(random), number(random)));
            readings.add(reading(text(random, scale), number(random), number(random), number(random)));
            guesses.add(Hypothesis.newBuilder().setNamespace(text(random, scale)).setService(text(random, scale))
                    .setScore(number(random)).setEvidence(List.of(text(random, scale), text(random, scale)))
                    .setAgainst(List.of(text(random, scale))).build());
        }
        notification.setSteps(steps);
        notification.setTopMetrics(readings);
        notification.setHypotheses(guesses);
        notification.setLabels(Map.of(text(random, scale), text(random, scale)));
        notification.setLines(Stream.generate(() -> line(text(random, scale)))
                .limit(random.nextInt(60)).toList());
        return notification;
    }

    public static SummaryLine line(String summary) {
        return SummaryLine.newBuilder().setIncident("i/9").setNamespace("prod").setService("cart").setRule("cascade")
                .setTier(Tier.page).setOpenedAt(OPENED).setResolvedAt(OPENED.plusSeconds(240)).setSummary(summary)
                .build();
    }

    public static String text(RandomGenerator random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static double number(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> -Double.MAX_VALUE;
            case 3 -> Double.MIN_VALUE;
            default -> random.nextGaussian() * 1000;
        };
    }

    private static MatchedStep step(String signal, Tier tier, String metric, Double observed, Double expected) {
        return MatchedStep.newBuilder().setSignal(signal).setNamespace("prod").setService("checkout").setAt(OPENED)
                .setTier(tier).setMetric(metric).setObserved(observed).setExpected(expected).build();
    }

    private static NamedReading reading(String metric, double observed, double expected, double share) {
        return NamedReading.newBuilder().setMetric(metric)
                .setReading(MetricReading.newBuilder().setObserved(observed).setExpected(expected).setDeviation(5)
                        .setDirection(Direction.up).setShare(share).setLevel(Level.anomalous).build())
                .build();
    }
}
