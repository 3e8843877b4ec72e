package dev.tocsin.bench.detection;

/** Mahalanobis distance under mean and shrunk covariance of the train part, which is never updated. */
record FrozenRater() implements Rater {

    private static final double SHRINKAGE = 0.1;
    private static final double LEAST_SIGMA = 1e-3;

    @Override
    public String title() {
        return "Mahalanobis, frozen after train";
    }

    @Override
    public Scores rate(LabelledServer server) {
        double[][] rows = standardised(server);
        double[][] factor = factor(covariance(rows, server.train().length));
        Scores scores = Scores.of(server.rows());
        for (int row = 0; row < rows.length; row++) {
            scores.score()[row] = distance(factor, rows[row]);
        }
        RollingQuantile.decide(server, scores);
        return scores;
    }

    private static double[][] standardised(LabelledServer server) {
        int metrics = server.metrics().size();
        double[][] rows = new double[server.rows()][metrics];
        for (int i = 0; i < metrics; i++) {
            double sum = 0;
            double least = Double.MAX_VALUE;
            double most = -Double.MAX_VALUE;
            for (double[] row : server.train()) {
                sum += row[i];
                least = Math.min(least, row[i]);
                most = Math.max(most, row[i]);
            }
            double mean = sum / server.train().length;
            double squares = 0;
            for (double[] row : server.train()) {
                squares += (row[i] - mean) * (row[i] - mean);
            }
            double floor = LEAST_SIGMA * Math.max(most - least, Math.max(Math.abs(mean), 1e-9));
            double sigma = Math.max(Math.sqrt(squares / server.train().length), floor);
            for (int row = 0; row < rows.length; row++) {
                rows[row][i] = (server.window(row).values()[i] - mean) / sigma;
            }
        }
        return rows;
    }

    private static double[][] covariance(double[][] rows, int train) {
        int metrics = rows[0].length;
        double[][] covariance = new double[metrics][metrics];
        for (int row = 0; row < train; row++) {
            for (int i = 0; i < metrics; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += rows[row][i] * rows[row][j] / train;
                }
            }
        }
        for (int i = 0; i < metrics; i++) {
            for (int j = 0; j < i; j++) {
                covariance[i][j] *= 1 - SHRINKAGE;
            }
            covariance[i][i] += SHRINKAGE;
        }
        return covariance;
    }

    /** Cholesky, lower. */
    private static double[][] factor(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j <= i; j++) {
                double value = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    value -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = i == j ? Math.sqrt(value) : value / matrix[j][j];
            }
        }
        return matrix;
    }

    private static double distance(double[][] factor, double[] row) {
        double[] white = new double[row.length];
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            double value = row[i];
            for (int j = 0; j < i; j++) {
                value -= factor[i][j] * white[j];
            }
            white[i] = value / factor[i][i];
            sum += white[i] * white[i];
        }
        return Math.sqrt(sum / row.length);
    }
}
