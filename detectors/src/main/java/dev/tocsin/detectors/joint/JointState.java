package dev.tocsin.detectors.joint;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.stored.StoredModel.StoredJoint;

/**
 * Exponentially weighted Mahalanobis distance of a service's metrics, now and in short-term memory.
 *
 * <p>
 * The state of {@code d} metrics is {@code z}, of length {@code 2d}: per metric its winsorised deviation now, and the
 * exponentially weighted average of the ones before (the memory of a multivariate EWMA chart: Lowry, Woodall, Champ and
 * Rigdon, Technometrics 34(1), 1992). The distance is {@code sqrt(zᵀ S⁻¹ z / 2d)}; {@code S} is the exponentially
 * weighted covariance of {@code z} with its off-diagonal shrunk by {@code 2d / (2d + n)} while few windows were seen
 * (Ledoit and Wolf, J. Multivariate Analysis 88, 2004, give the reason) and a ridge on the diagonal. {@code S} is
 * factored by Cholesky every {@value #REFACTOR} windows, and when another set of metrics is missing: rows of missing
 * metrics are decoupled, which is the marginal distance of the ones that are there.
 */
public final class JointState {

    private static final int REFACTOR = 20;
    private final Whitening whitening;
    private final int jointMetrics;
    private final double ridge;
    private final double shortTerm;
    private final double forgetting;
    private int rows;
    private double[] state = new double[0];
    private boolean[] present = new boolean[0];
    private final Covariance covariance;
    private double learned;
    private int sinceFactored;

    public JointState(Profile profile) {
        this(profile, StoredJoint.NONE);
    }

    public JointState(Profile profile, StoredJoint stored) {
        Skyline skyline = new Skyline(profile.limits().jointMetrics());
        this.jointMetrics = profile.limits().jointMetrics();
        this.ridge = profile.scaling().ridge();
        this.shortTerm = profile.memory().shortTerm();
        this.forgetting = profile.forgetting();
        this.rows = stored.state().length;
        this.state = stored.state().clone();
        this.present = stored.present().clone();
        this.covariance = new Covariance(skyline, rows, stored.covariance());
        this.learned = stored.learned();
        this.sinceFactored = stored.sinceFactored();
        this.whitening = new Whitening(skyline, profile.scaling().ridge());
        whitening.restore(rows, stored.factor(), stored.mask());
    }

    public int metrics() {
        return rows / 2;
    }

    /** One more metric, uncorrelated with the others until it is learned. */
    public void append() {
        rows += 2;
        state = Arrays.copyOf(state, rows);
        present = Arrays.copyOf(present, rows / 2);
        covariance.append();
        whitening.forget(rows);
    }

    /** Forgets one metric; the later ones move up. */
    public void remove(int metric) {
        covariance.remove(metric);
        System.arraycopy(state, 2 * metric + 2, state, 2 * metric, rows - 2 - 2 * metric);
        rows -= 2;
        state = Arrays.copyOf(state, rows);
        present = new boolean[rows / 2];
        whitening.forget(rows);
    }

    /**
     * Takes winsorised deviations, NaN where missing, for usual: as if they had lasted, and as one more direction in
     * which the service varies by as much.
     */
    public void accept(double[] deviations) {
        for (int row = 0; row < rows; row++) {
            double deviation = deviations[row >> 1];
            state[row] = Double.isNaN(deviation) ? 0 : deviation;
        }
        covariance.add(state);
        learned = Math.min(learned, rows);
        whitening.forget(rows);
    }

    /** The short-term memory is of another time: starts it again. */
    public void interrupt() {
        for (int row = 1; row < rows; row += 2) {
            state[row] = 0;
        }
    }

    /**
     * Takes the winsorised deviations of one window, NaN where missing, and says how far they are from usual together: about 1 for
     * a usual window. NaN when all are missing.
     */
    public double distance(double[] deviations) {
        int known = 0;
        for (int metric = 0; metric < rows / 2; metric++) {
            double deviation = deviations[metric];
            present[metric] = !Double.isNaN(deviation);
            if (present[metric]) {
                known++;
            }
            state[2 * metric + 1] += shortTerm * (state[2 * metric] - state[2 * metric + 1]);
            state[2 * metric] = present[metric] ? deviation : 0;
        }
        if (known == 0) {
            return Double.NaN;
        }
        if (due() || !whitening.isOf(present)) {
            sinceFactored = 0;
            whitening.factor(covariance.settled(), present, rows / (rows + learned));
        }
        return Math.sqrt(whitening.squaredDistance(state) / (2 * known));
    }

    private boolean due() {
        return sinceFactored >= Math.max(1, Math.min(REFACTOR, learned / 8));
    }

    /**
     * Each metric's share of the last distance, into {@code shares}: non-negative, summing to 1, or all 0.
     */
    public void explain(double[] shares) {
        if (!whitening.isOf(present)) {
            Arrays.fill(shares, 0);
            return;
        }
        whitening.shares(state, shares);
    }

    /** Which metric of the last state, now and of late, isn't where the others would have it. */
    public Optional<Relation> relation() {
        int[] known = IntStream.range(0, Math.min(rows / 2, jointMetrics)).filter(metric -> present[metric]).toArray();
        double[] packed = covariance.settled();
        double keep = 1 - rows / (rows + learned);
        double[] small = new double[known.length * (known.length + 1) / 2];
        double[] now = new double[known.length];
        int at = 0;
        for (int i = 0; i < known.length; i++) {
            int row = 2 * known[i];
            now[i] = (state[row] + state[row + 1]) / 2;
            for (int j = 0; j < i; j++) {
                small[at++] = keep * packed[row * (row + 1) / 2 + 2 * known[j]];
            }
            small[at++] = packed[row * (row + 1) / 2 + row] + ridge;
        }
        return Relation.of(small, now).map(found -> found.of(known));
    }

    /** Learns the window whose distance was taken last. */
    public void learn(Lesson taught) {
        sinceFactored++;
        double rate = taught.rate(Math.max(forgetting, 1 / (learned + 1)));
        if (rate == 0) {
            return;
        }
        covariance.learn(state, present, rate);
        learned += taught.weight();
    }

    public StoredJoint stored() {
        return new StoredJoint(state.clone(), present.clone(), covariance.stored(), learned, sinceFactored,
                whitening.factor(), whitening.mask());
    }
}
