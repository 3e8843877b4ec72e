package dev.tocsin.notifiers.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import dev.tocsin.notifiers.text.Quantity;
import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.v1.Hypothesis;
import dev.tocsin.schemas.v1.Level;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.NamedReading;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.OrderConfidence;
import dev.tocsin.schemas.v1.Transition;

/** The lists of a card, one line each, escaped; a list that is too long keeps its first lines and says how many more. */
final class CardLines {

    private static final int MAX_LINE = 220;
    private static final int MAX_NAME = 90;
    /** A smaller share would be written as 0 %. */
    private static final double MIN_SHARE = 0.005;

    private CardLines() {}

    /** The climb: when which signal came true, with the metric behind it. */
    static List<String> steps(Notification notification, int max) {
        List<String> lines = first(notification.getSteps(), max, step -> step(step, notification), "steps");
        if (notification.getOrderConfidence() == OrderConfidence.low && !lines.isEmpty()) {
            lines.add("_Two steps fell into one window: their order is not certain._");
        }
        return lines;
    }

    /** What stands out most, with what was expected; of a window in which it is over only what is still unusual. */
    static List<String> contributions(Notification notification, int max) {
        List<NamedReading> shown = notification.getTopMetrics().stream()
                .filter(named -> !(named.getReading().getShare() < MIN_SHARE))
                .filter(named -> !isOver(notification) || named.getReading().getLevel() != Level.normal).toList();
        return first(shown, max, CardLines::contribution, "metrics");
    }

    /** Guesses at the cause, best first. */
    static List<String> hypotheses(Notification notification, int max) {
        return first(notification.getHypotheses(), max, CardLines::hypothesis, "guesses");
    }

    /** What a summary sums up. */
    static List<String> summed(Notification notification, int max) {
        return first(notification.getLines(), max,
                line -> Look.of(line.getTier()).emoji() + " " + Mrkdwn.line(Words.line(line), MAX_LINE), "incidents");
    }

    private static String step(MatchedStep step, Notification notification) {
        String where = step.getService().equals(notification.getService())
                && step.getNamespace().equals(notification.getNamespace())
                        ? ""
                        : " on " + Mrkdwn.line(Words.service(step.getNamespace(), step.getService()), MAX_NAME);
        String what = step.getMetric() == null
                ? ""
                : ": " + reading(step.getMetric(),
                        Quantity.of(step.getMetric(), step.getObserved(), step.getExpected()));
        return "`" + Words.clock(step.getAt()) + "` " + Look.of(step.getTier()).emoji() + " *"
                + Mrkdwn.line(step.getSignal(), MAX_NAME) + "*" + where + what;
    }

    private static String contribution(NamedReading named) {
        MetricReading reading = named.getReading();
        String share = Double.isFinite(reading.getShare())
                ? String.format(Locale.ROOT, " (%.0f %%)", 100 * reading.getShare())
                : "";
        return "• " + reading(named.getMetric(),
                Quantity.of(named.getMetric(), reading.getObserved(), reading.getExpected())) + share;
    }

    private static String reading(String metric, Quantity quantity) {
        String expected = quantity.expected().isEmpty() ? "" : ", expected " + quantity.expected();
        return Mrkdwn.line(metric, MAX_NAME) + " *" + quantity.seen() + "*" + expected;
    }

    private static boolean isOver(Notification notification) {
        return notification.getTransition() == Transition.clearing
                || notification.getTransition() == Transition.resolved;
    }

    private static String hypothesis(Hypothesis guess) {
        String metric = guess.getMetric() == null ? "" : " " + Mrkdwn.line(guess.getMetric(), MAX_NAME);
        String why = guess.getEvidence().isEmpty() ? "" : ": " + Mrkdwn.line(guess.getEvidence().getFirst(), MAX_LINE);
        return "• *" + Mrkdwn.line(Words.service(guess.getNamespace(), guess.getService()), MAX_NAME) + "*" + metric
                + why;
    }

    private static <T> List<String> first(List<T> all, int max, Function<T, String> line, String what) {
        List<String> lines = new ArrayList<>();
        all.stream().limit(max).map(line).forEach(lines::add);
        if (all.size() > max) {
            lines.add("_… and " + (all.size() - max) + " more " + what + "_");
        }
        return lines;
    }
}
