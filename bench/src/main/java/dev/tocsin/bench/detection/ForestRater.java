package dev.tocsin.bench.detection;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;

/**
 * Random Cut Forest with its own thresholds: 50 trees of 256 samples, one window a point (Guha, Mishra, Roy and
 * Schrijvers, Robust Random Cut Forest Based Anomaly Detection on Streams, ICML 2016).
 */
public record ForestRater(long seed) implements Rater {

    private static final int TREES = 50;
    private static final int SAMPLES = 256;

    @Override
    public String title() {
        return "Random Cut Forest 4.4.0, 50 x 256";
    }

    /** A forest for that many metrics. */
    public static ThresholdedRandomCutForest forest(int metrics, long seed) {
        return ThresholdedRandomCutForest.builder().dimensions(metrics).shingleSize(1).numberOfTrees(TREES)
                .sampleSize(SAMPLES).randomSeed(seed).build();
    }

    @Override
    public Scores rate(LabelledServer server) {
        ThresholdedRandomCutForest forest = forest(server.metrics().size(), seed);
        Scores scores = Scores.of(server.rows());
        for (int row = 0; row < server.rows(); row++) {
            AnomalyDescriptor said = forest.process(server.window(row).values(), row);
            scores.score()[row] = said.getRCFScore();
            scores.anomalous()[row] = said.getAnomalyGrade() > 0;
        }
        return scores;
    }
}
