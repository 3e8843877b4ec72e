package dev.tocsin.detectors.light;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.joint.Relation;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.stored.LightModel.LightCovariance;

/**
 * Mahalanobis distance of a light model's metrics, now and in short-term memory, both under one exponentially weighted,
 * shrunk covariance of what is now: a quarter of the matrix of {@link dev.tocsin.detectors.joint.JointState}, factored
 * anew each window.
 */
final class LightJoint {

    private static final double LEAST_PIVOT = 1e-6;
    /** Windows that the identity, from which the covariance begins, counts for. */
    static final int UNCORRELATED = 16;

    private float[] covariance;
    private float[] memory;
    private float learned;

    LightJoint(LightCovariance stored) {
        this.covariance = stored.covariance().clone();
        this.memory = stored.memory().clone();
        this.learned = stored.learned();
    }

    private static int row(int metric) {
        return metric * (metric + 1) / 2;
    }

    void resize(int metrics) {
        int known = memory.length;
        covariance = Arrays.copyOf(covariance, row(metrics));
        memory = Arrays.copyOf(memory, metrics);
        for (int metric = known; metric < metrics; metric++) {
            covariance[row(metric) + metric] = 1;
        }
    }

    /** Forgets the metric; the later ones move up. */
    void remove(int slot) {
        int to = row(slot);
        for (int metric = slot + 1; metric < memory.length; metric++) {
            for (int other = 0; other <= metric; other++) {
                if (other != slot) {
                    covariance[to++] = covariance[row(metric) + other];
                }
            }
        }
        System.arraycopy(memory, slot + 1, memory, slot, memory.length - slot - 1);
        memory = Arrays.copyOf(memory, memory.length - 1);
        covariance = Arrays.copyOf(covariance, row(memory.length));
    }

    /** The short-term memory is of another time: starts it again. */
    void interrupt() {
        Arrays.fill(memory, 0);
    }

    /**
     * How far winsorised deviations, NaN where missing, are from usual together, about 1 for a usual window; and each
     * metric's share of that, into {@code shares}. NaN when all are missing.
     */
    double distance(double[] deviations, double[] shares, Profile profile) {
        int metrics = memory.length;
        int known = 0;
        double[] now = new double[metrics];
        for (int metric = 0; metric < metrics; metric++) {
            boolean there = !Double.isNaN(deviations[metric]);
            known += there ? 1 : 0;
            now[metric] = there ? deviations[metric] : 0;
            memory[metric] += (float) (profile.memory().shortTerm() * (now[metric] - memory[metric]));
        }
        Arrays.fill(shares, 0);
        if (known == 0) {
            return Double.NaN;
        }
        double[] past = new double[metrics];
        for (int metric = 0; metric < metrics; metric++) {
            past[metric] = Double.isNaN(deviations[metric]) ? 0 : memory[metric];
        }
        double[] factor = factor(deviations, profile.scaling().ridge());
        double whole = form(factor, now, shares) + form(factor, past, shares);
        positive(shares);
        return Math.sqrt(whole / (2 * known));
    }

    /** Cholesky's; rows of missing metrics are decoupled. */
    private double[] factor(double[] deviations, double ridge) {
        int metrics = memory.length;
        double keep = 1 - metrics / (metrics + (double) learned);
        double[] factor = new double[covariance.length];
        for (int i = 0; i < metrics; i++) {
            int at = row(i);
            boolean there = !Double.isNaN(deviations[i]);
            for (int j = 0; j < i; j++) {
                double value = there && !Double.isNaN(deviations[j]) ? keep * covariance[at + j] : 0;
                factor[at + j] = (value - dot(factor, at, row(j), j)) / factor[row(j) + j];
            }
            double pivot = covariance[at + i] + ridge - dot(factor, at, at, i);
            factor[at + i] = Math.sqrt(Math.max(pivot, LEAST_PIVOT));
        }
        return factor;
    }

    private static double dot(double[] factor, int left, int right, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += factor[left + i] * factor[right + i];
        }
        return sum;
    }

    /** {@code zᵀ S⁻¹ z}; adds {@code zᵢ (S⁻¹ z)ᵢ} to the shares. */
    private static double form(double[] factor, double[] state, double[] shares) {
        int metrics = state.length;
        double[] solved = new double[metrics];
        double sum = 0;
        for (int i = 0; i < metrics; i++) {
            double value = state[i];
            for (int j = 0; j < i; j++) {
                value -= factor[row(i) + j] * solved[j];
            }
            solved[i] = value / factor[row(i) + i];
            sum += solved[i] * solved[i];
        }
        for (int i = metrics - 1; i >= 0; i--) {
            solved[i] /= factor[row(i) + i];
            for (int j = 0; j < i; j++) {
                solved[j] -= factor[row(i) + j] * solved[i];
            }
            shares[i] += state[i] * solved[i];
        }
        return sum;
    }

    private static void positive(double[] shares) {
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.max(0, shares[i]);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum > 0 ? shares[i] / sum : 0;
        }
    }

    /** Learns deviations, NaN where missing; a missing metric keeps its variance and loses correlation. */
    void learn(double[] deviations, Lesson lesson, double forgetting) {
        double rate = lesson.rate(Math.max(forgetting, 1 / (learned + UNCORRELATED + 1)));
        if (rate == 0) {
            return;
        }
        for (int i = 0; i < memory.length; i++) {
            boolean there = !Double.isNaN(deviations[i]);
            int end = there ? i + 1 : i;
            for (int j = 0; j < end; j++) {
                double product = there && !Double.isNaN(deviations[j]) ? deviations[i] * deviations[j] : 0;
                covariance[row(i) + j] += (float) (rate * (product - covariance[row(i) + j]));
            }
        }
        learned += (float) lesson.weight();
    }

    /** Which metric of the last window, now and of late, isn't where the others would have it; NaN where missing. */
    Optional<Relation> relation(double[] deviations, Profile profile) {
        int[] known = IntStream.range(0, memory.length).filter(i -> !Double.isNaN(deviations[i])).toArray();
        double keep = 1 - memory.length / (memory.length + (double) learned);
        double[] small = new double[row(known.length)];
        double[] now = new double[known.length];
        int at = 0;
        for (int i = 0; i < known.length; i++) {
            now[i] = (deviations[known[i]] + memory[known[i]]) / 2;
            for (int j = 0; j < i; j++) {
                small[at++] = keep * covariance[row(known[i]) + known[j]];
            }
            small[at++] = covariance[row(known[i]) + known[i]] + profile.scaling().ridge();
        }
        return Relation.of(small, now).map(found -> found.of(known));
    }

    /** Takes deviations for usual: as if they had lasted, and as one more direction in which the service varies. */
    void accept(double[] deviations) {
        for (int i = 0; i < memory.length; i++) {
            memory[i] = Double.isNaN(deviations[i]) ? 0 : (float) deviations[i];
            for (int j = 0; j <= i; j++) {
                covariance[row(i) + j] += memory[i] * memory[j];
            }
        }
        learned = Math.min(learned, memory.length);
    }

    LightCovariance stored() {
        return new LightCovariance(covariance.clone(), memory.clone(), learned);
    }
}
