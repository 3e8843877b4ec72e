package dev.tocsin.detectors.stored;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.detectors.stored.StoredModel.StoredBudget;
import dev.tocsin.detectors.stored.StoredModel.StoredEnsemble;
import dev.tocsin.detectors.stored.StoredModel.StoredGate;
import dev.tocsin.detectors.stored.StoredModel.StoredJoint;
import dev.tocsin.detectors.stored.StoredModel.StoredMetric;
import dev.tocsin.detectors.stored.StoredModel.StoredRecent;
import dev.tocsin.detectors.stored.StoredModel.StoredRegimes;
import dev.tocsin.detectors.stored.StoredModel.StoredSeason;
import dev.tocsin.detectors.stored.StoredModel.StoredTail;
import dev.tocsin.detectors.stored.StoredModel.StoredYardstick;

/**
 * Format version 1: a joint state alone, without season or other members. It becomes an ensemble in which the joint state
 * judges by what it knows, and the others join once they know something.
 */
final class VersionOne {

    /** From the two percent that the tail began at to the ten of a yardstick, in mean excesses. */
    private static final double TO_DECILE = Math.log(5);

    /** Windows after which a tail of version 1 had begun. */
    private static final int WHOLE = 44;

    private VersionOne() {}

    static StoredModel read(Source source) {
        String profile = source.string();
        int profileVersion = source.integer();
        long windowNanos = source.number();
        int windows = source.integer();
        long lastEndSecond = source.number();
        int lastEndNano = source.integer();
        double smoothed = source.real();
        int count = source.integer();
        List<StoredMetric> metrics = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            metrics.add(new StoredMetric(source.string(), ModelBytes.readScale(source), StoredSeason.NONE));
        }
        StoredJoint joint = ModelBytes.readJoint(source);
        StoredGate gate = ModelBytes.readGate(source, 1);
        StoredTail tail = ModelBytes.readTail(source);
        StoredBudget budget = new StoredBudget(source.real(), source.real(), source.integer(), source.real(),
                source.flags()[0], 0, false);
        double decile = Math.max(tail.median(), tail.threshold() - TO_DECILE * tail.gamma());
        StoredEnsemble ensemble = new StoredEnsemble(joint, StoredRegimes.NONE, StoredRecent.NONE, StoredRegimes.NONE,
                gate, List.of(new StoredYardstick(decile, tail.learned()), StoredYardstick.NONE, StoredYardstick.NONE),
                smoothed);
        StoredTail shifted = tail.seen() < WHOLE
                ? new StoredTail(new double[0], 0, 0, 0, 0, 0)
                : new StoredTail(tail.first(), Integer.MAX_VALUE, tail.median() - decile, tail.threshold() - decile,
                        tail.gamma(), tail.learned());
        return new StoredModel(profile, profileVersion, windowNanos, windows, lastEndSecond, lastEndNano, metrics,
                ensemble, shifted, budget, source.floats(), StoredModel.StoredWatch.NONE, StoredModel.StoredDrift.NONE,
                0);
    }
}
