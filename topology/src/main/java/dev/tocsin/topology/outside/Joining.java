package dev.tocsin.topology.outside;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.ensemble.SecondOpinion;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Relation;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.topology.wire.Verdicts;

/** A verdict from outside, in our words: alone, or joined with ours. */
final class Joining {

    /** Of the metric that stands for a model's p-value; its name follows. */
    static final String METRIC = "outside.";

    /** {@code -log10} of a middling p-value. */
    private static final double USUAL = Math.log10(2);

    private Joining() {}

    /** The service's verdict, where the model stands alone. */
    static Verdict alone(OutsideVerdict told, double hoursPerDay) {
        Level level = level(told, hoursPerDay);
        Map<String, Reading> metrics = new HashMap<>();
        add(metrics, told, level, 1);
        return new Verdict(new ServiceId(told.getNamespace(), told.getService()), told.getWindowStart(),
                told.getWindowEnd(), Phase.MATURE, 0, -Math.log10(told.getPValue()), told.getPValue(), Double.NaN,
                level,
                level == Level.ANOMALOUS, metrics);
    }

    /** Our verdict and the model's as one; each has half the budget. */
    static Verdict together(Verdict own, OutsideVerdict told, double halfOfHoursPerDay) {
        Level level = level(told, halfOfHoursPerDay);
        SecondOpinion.Joined joined = SecondOpinion.join(own.pValue(), detectors(own.level()), told.getPValue(),
                detectors(level));
        Map<String, Reading> metrics = new HashMap<>();
        own.metrics()
                .forEach((name, reading) -> metrics.put(name, shared(reading, reading.share() * joined.ownPart())));
        add(metrics, told, level, 1 - joined.ownPart());
        return new Verdict(own.service(), own.start(), own.end(),
                Double.isNaN(own.pValue()) ? Phase.MATURE : own.phase(), own.samples(), joined.score(),
                joined.pValue(), own.rank(), Level.valueOf(joined.level().name()),
                own.anomalous() || level == Level.ANOMALOUS, metrics, relation(own, metrics, joined.ownPart()));
    }

    /** Ours, where nothing of what the model says stands out either. */
    private static @Nullable Relation relation(Verdict own, Map<String, Reading> metrics, double part) {
        Relation ours = own.relation();
        return ours != null && metrics.values().stream().allMatch(reading -> reading.level() == Level.NORMAL)
                ? new Relation(ours.odd(), ours.expected(), ours.others(), ours.share() * part)
                : null;
    }

    /** What the model says itself, otherwise what its p-value is under the budget. */
    private static Level level(OutsideVerdict told, double hoursPerDay) {
        Duration window = Duration.between(told.getWindowStart(), told.getWindowEnd());
        Level level = Level.valueOf(SecondOpinion.level(told.getPValue(), hoursPerDay, window).name());
        if (told.getAnomalous() == null) {
            return level;
        }
        return told.getAnomalous() ? Level.ANOMALOUS : level == Level.ANOMALOUS ? Level.ELEVATED : level;
    }

    /** What the model looked at takes its shares of its part; its p-value, as a metric of its own, the rest. */
    private static void add(Map<String, Reading> metrics, OutsideVerdict told, Level level, double part) {
        double rest = 1;
        for (var metric : told.getMetrics().entrySet()) {
            Reading reading = Verdicts.fromRecord(metric.getValue());
            double share = reading.share() * part;
            metrics.merge(metric.getKey(), shared(reading, share),
                    (ours, theirs) -> shared(ours, ours.share() + share));
            rest -= reading.share();
        }
        int at = told.getModel().lastIndexOf('@');
        metrics.put(METRIC + (at < 0 ? told.getModel() : told.getModel().substring(0, at)),
                new Reading(-Math.log10(told.getPValue()), USUAL, 0,
                        level == Level.NORMAL ? Direction.NONE : Direction.UP, Math.max(0, rest) * part, level));
    }

    private static Reading shared(Reading reading, double share) {
        return new Reading(reading.observed(), reading.expected(), reading.deviation(), reading.direction(), share,
                reading.level());
    }

    private static dev.tocsin.detectors.Level detectors(Level level) {
        return dev.tocsin.detectors.Level.valueOf(level.name());
    }
}
