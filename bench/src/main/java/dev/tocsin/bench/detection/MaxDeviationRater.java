package dev.tocsin.bench.detection;

/** The largest deviation of any metric from its exponentially weighted mean, in its sigmas; half-life one day. */
record MaxDeviationRater() implements Rater {

    private static final double LEAST_SIGMA = 1e-3;

    @Override
    public String title() {
        return "EWMA, largest z";
    }

    @Override
    public Scores rate(LabelledServer server) {
        int metrics = server.metrics().size();
        double forgetting = -Math.expm1(Math.log(0.5) * server.step().toSeconds() / 86_400);
        double[] mean = server.train()[0].clone();
        double[] variance = new double[metrics];
        double[] widest = new double[metrics];
        Scores scores = Scores.of(server.rows());
        for (int row = 0; row < server.rows(); row++) {
            double rate = Math.max(forgetting, 1.0 / (row + 1));
            double[] values = server.window(row).values();
            double largest = 0;
            for (int i = 0; i < metrics; i++) {
                double off = values[i] - mean[i];
                widest[i] = Math.max(widest[i], Math.abs(off));
                double sigma = Math.max(Math.sqrt(variance[i]), LEAST_SIGMA * widest[i]);
                largest = Math.max(largest, sigma > 0 ? Math.abs(off) / sigma : 0);
                mean[i] += rate * off;
                variance[i] += rate * ((1 - rate) * off * off - variance[i]);
            }
            scores.score()[row] = largest;
        }
        RollingQuantile.decide(server, scores);
        return scores;
    }
}
