package dev.tocsin.bench.detector;

import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;

import dev.tocsin.bench.detection.ForestRater;
import dev.tocsin.bench.figures.Median;

/** What Random Cut Forest costs to score and learn one window, on the windows the detector is measured on. */
record ForestCost(long seed) {

    private static final int BATCH = 500;
    private static final int BATCHES = 9;
    private static final int WARM_UP_BATCHES = 6;

    double micros(int metrics) {
        Windows windows = new Windows(seed, metrics);
        ThresholdedRandomCutForest forest = ForestRater.forest(metrics, seed);
        double[] micros = new double[BATCHES];
        long row = 0;
        double scores = 0;
        for (int batch = -WARM_UP_BATCHES; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            for (int i = 0; i < BATCH; i++) {
                scores += forest.process(windows.next().values(), row++).getRCFScore();
            }
            if (batch >= 0) {
                micros[batch] = (System.nanoTime() - start) / 1e3 / BATCH;
            }
        }
        if (!(scores > 0)) {
            throw new IllegalStateException("the forest scored nothing");
        }
        return Median.of(micros);
    }
}
