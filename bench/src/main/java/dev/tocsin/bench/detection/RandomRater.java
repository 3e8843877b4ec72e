package dev.tocsin.bench.detection;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What a score that knows nothing gets. */
record RandomRater(long seed) implements Rater {

    @Override
    public String title() {
        return "uniform random";
    }

    @Override
    public Scores rate(LabelledServer server) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Scores scores = Scores.of(server.rows());
        for (int row = 0; row < server.rows(); row++) {
            scores.score()[row] = random.nextDouble();
        }
        RollingQuantile.decide(server, scores);
        return scores;
    }
}
