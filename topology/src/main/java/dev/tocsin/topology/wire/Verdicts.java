package dev.tocsin.topology.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Contribution;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.ShadowVerdict;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.detect.Shadow;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;

/** Verdicts: from the detectors' words to the escalation's, and on the wire. */
public final class Verdicts {

    private Verdicts() {}

    /**
     * What a detector says of a closed window, in the words of escalation, rounded as it is written: whoever reads the topic
     * decides as Tocsin does.
     */
    public static Verdict fromDetector(ClosedWindow window, dev.tocsin.detectors.Verdict said) {
        Map<String, Reading> metrics = HashMap.newHashMap(said.contributions().size());
        for (Contribution c : said.contributions()) {
            metrics.put(c.metric(), fromDetector(c));
        }
        return new Verdict(window.service(), window.start(), window.end(), Phase.valueOf(said.phase().name()),
                window.samples(), said.score(), said.pValue(), said.rank(), level(said.level()), said.anomalous(),
                metrics, said.relation().map(Relations::fromDetector).orElse(null));
    }

    private static Reading fromDetector(Contribution said) {
        return new Reading(said.observed(), Digits.expectation(said.expected(), said.observed()),
                Digits.measure(said.deviation()), direction(said.direction()), Digits.measure(said.share()),
                level(said.level()));
    }

    /** What a candidate says of a window. */
    public static Shadow shadow(String profile, dev.tocsin.detectors.Verdict said) {
        return new Shadow(profile, Phase.valueOf(said.phase().name()), said.score(), said.pValue(), level(said.level()),
                said.anomalous(), said.top().map(Contribution::metric).orElse(null));
    }

    private static Direction direction(dev.tocsin.detectors.Direction direction) {
        return switch (direction) {
            case UP -> Direction.UP;
            case DOWN -> Direction.DOWN;
            case NONE -> Direction.NONE;
        };
    }

    private static Level level(dev.tocsin.detectors.Level level) {
        return switch (level) {
            case NORMAL -> Level.NORMAL;
            case ELEVATED -> Level.ELEVATED;
            case ANOMALOUS -> Level.ANOMALOUS;
        };
    }

    /** The record of a verdict. */
    public static WindowVerdict toRecord(Judged judged) {
        Verdict verdict = judged.verdict();
        Map<String, MetricReading> metrics = HashMap.newHashMap(verdict.metrics().size());
        verdict.metrics().forEach((name, reading) -> metrics.put(name, toRecord(reading)));
        return WindowVerdict.newBuilder()
                .setNamespace(verdict.service().namespace()).setService(verdict.service().service())
                .setWindowStart(verdict.start()).setWindowEnd(verdict.end())
                .setPhase(dev.tocsin.schemas.v1.Phase.valueOf(lower(verdict.phase()))).setSamples(verdict.samples())
                .setScore(finite(verdict.score())).setPValue(finite(verdict.pValue())).setRank(finite(verdict.rank()))
                .setLevel(toRecord(verdict.level()))
                .setAnomalous(verdict.anomalous()).setMetrics(metrics).setProfile(judged.profile())
                .setShadow(judged.shadow() == null ? null : toRecord(judged.shadow()))
                .setAlarmFrom(finite(judged.alarming().from())).setShift(judged.alarming().shift())
                .setRelation(verdict.relation() == null ? null : Relations.toRecord(verdict.relation())).build();
    }

    private static ShadowVerdict toRecord(Shadow shadow) {
        return new ShadowVerdict(shadow.profile(), dev.tocsin.schemas.v1.Phase.valueOf(lower(shadow.phase())),
                finite(shadow.score()), finite(shadow.pValue()), toRecord(shadow.level()), shadow.anomalous(),
                shadow.top());
    }

    static MetricReading toRecord(Reading reading) {
        return new MetricReading(reading.observed(), reading.expected(), reading.deviation(),
                toRecord(reading.direction()), reading.share(), toRecord(reading.level()));
    }

    private static dev.tocsin.schemas.v1.Direction toRecord(Direction direction) {
        return switch (direction) {
            case UP -> dev.tocsin.schemas.v1.Direction.up;
            case DOWN -> dev.tocsin.schemas.v1.Direction.down;
            case NONE -> dev.tocsin.schemas.v1.Direction.none;
        };
    }

    private static dev.tocsin.schemas.v1.Level toRecord(Level level) {
        return switch (level) {
            case NORMAL -> dev.tocsin.schemas.v1.Level.normal;
            case ELEVATED -> dev.tocsin.schemas.v1.Level.elevated;
            case ANOMALOUS -> dev.tocsin.schemas.v1.Level.anomalous;
        };
    }

    /** A reading as it stands in a record. */
    public static Reading fromRecord(MetricReading record) {
        return new Reading(record.getObserved(), record.getExpected(), record.getDeviation(),
                Direction.valueOf(upper(record.getDirection())), record.getShare(),
                Level.valueOf(upper(record.getLevel())));
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String upper(Enum<?> value) {
        return value.name().toUpperCase(Locale.ROOT);
    }

    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
