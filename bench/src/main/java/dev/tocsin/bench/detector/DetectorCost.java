package dev.tocsin.bench.detector;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Median;
import dev.tocsin.bench.figures.Say;
import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Learning;
import dev.tocsin.detectors.MetricWindow;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.Restoration;

/**
 * What detectors cost: microseconds to score, explain and learn one window, bytes of the stored form, heap
 * of a live model. Times are the median of many batches after a warm-up, on one thread.
 *
 * @param batches timed, each of {@link #BATCH} windows
 */
public record DetectorCost(long seed, int batches) {

    private static final int BATCH = 2_000;
    private static final int WARM_UP_BATCHES = 10;
    /** More than four days of windows: what remembers days has filled up. */
    private static final int MATURE = 6_000;
    private static final int MODELS = 1_000;
    private static final int LIGHT_MODELS = 50_000;
    private static final Profile STANDARD = Profile.standard(Windows.SIZE);
    private static final Profile LIGHT = Profile.light(Windows.SIZE);

    /** The usual effort: about ten seconds. */
    public static DetectorCost usual(long seed) {
        return new DetectorCost(seed, 25);
    }

    /** Time and stored size of one window at 38 metrics, as {@code bench/run pipeline} shows them as well. */
    public Figures essentials() {
        Say.line("detector: one window at 38 metrics, %d batches of %d windows", batches, BATCH);
        return new Figures().measured("us_per_window_38", micros(STANDARD, 38), 1)
                .count("bytes_standard_40", stored(STANDARD, 40).length);
    }

    /** The essentials, the time at 8 metrics and in turn over many services, the heap of a model. */
    public Figures all() {
        Figures figures = essentials().measured("us_per_window_8", micros(STANDARD, 8), 1).addAll(light());
        Say.line("detector: %d models of 40 metrics in turn", MODELS);
        byte[] stored = stored(STANDARD, 40);
        long before = heapUsed();
        List<Detector> models = live(stored, STANDARD, MODELS);
        long each = (heapUsed() - before) / MODELS;
        return figures.count("heap_bytes_per_model_40", each)
                .measured("us_per_window_40_of_1000_services", microsInTurn(models), 1);
    }

    /** The essentials beside those of Random Cut Forest on the same windows, and what a light model costs. */
    public Figures besideForest() {
        double ours = micros(STANDARD, 38);
        double forest = new ForestCost(seed).micros(38);
        Say.line("detector: %.1f µs a window, Random Cut Forest %.1f µs", ours, forest);
        return new Figures().measured("us_per_window_38", ours, 1).measured("ratio_to_rcf_cost", forest / ours, 1)
                .count("bytes_standard_40", stored(STANDARD, 40).length).addAll(light());
    }

    /** What a light model of 8 metrics costs: heap of a live one, bytes of a stored one, time of a window. */
    private Figures light() {
        byte[] stored = stored(LIGHT, 8);
        long before = heapUsed();
        List<Detector> models = live(stored, LIGHT, LIGHT_MODELS);
        long each = (heapUsed() - before) / models.size();
        Say.line("detector: %d live light models of 8 metrics, %d bytes of heap and %d stored each", models.size(),
                each,
                stored.length);
        return new Figures().count("bytes_light_8", each).count("stored_bytes_light_8", stored.length)
                .measured("us_per_window_light_8", micros(LIGHT, 8), 2);
    }

    private double micros(Profile profile, int metrics) {
        Windows windows = new Windows(seed, metrics);
        Detector detector = Detector.create(profile);
        double[] micros = new double[batches];
        for (int batch = -WARM_UP_BATCHES; batch < batches; batch++) {
            List<MetricWindow> ready = take(windows, BATCH);
            long start = System.nanoTime();
            int scored = observe(detector, ready);
            double each = (System.nanoTime() - start) / 1e3 / BATCH;
            if (batch >= 0) {
                requireAll(scored);
                micros[batch] = each;
            }
        }
        return Median.of(micros);
    }

    private static List<MetricWindow> take(Windows windows, int count) {
        List<MetricWindow> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            taken.add(windows.next());
        }
        return taken;
    }

    private static int observe(Detector detector, List<MetricWindow> windows) {
        int scored = 0;
        for (MetricWindow window : windows) {
            scored += detector.observe(window, Learning.NORMAL).isScored() ? 1 : 0;
        }
        return scored;
    }

    private static void requireAll(int scored) {
        if (scored != BATCH) {
            throw new IllegalStateException("only " + scored + " of " + BATCH + " windows were scored");
        }
    }

    /** Windows of all services one after the other, so that each finds its model outside the processor's caches. */
    private double microsInTurn(List<Detector> models) {
        Windows windows = new Windows(seed, 40);
        take(windows, MATURE);
        int rounds = Math.max(3, batches / 3);
        double[] micros = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            MetricWindow window = windows.next();
            int scored = 0;
            long start = System.nanoTime();
            for (Detector model : models) {
                scored += model.observe(window, Learning.NORMAL).isScored() ? 1 : 0;
            }
            micros[round] = (System.nanoTime() - start) / 1e3 / models.size();
            if (scored != models.size()) {
                throw new IllegalStateException("only " + scored + " of " + models.size() + " windows were scored");
            }
        }
        return Median.of(micros);
    }

    private byte[] stored(Profile profile, int metrics) {
        Windows windows = new Windows(seed, metrics);
        Detector detector = Detector.create(profile);
        observe(detector, take(windows, MATURE));
        return detector.store();
    }

    private static List<Detector> live(byte[] stored, Profile profile, int count) {
        List<Detector> models = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            switch (Detector.restore(stored, profile)) {
                case Restoration.Restored restored -> models.add(restored.detector());
                case Restoration.Refused no -> throw new IllegalStateException(
                        "a model just stored is refused: " + no.detail());
            }
        }
        return models;
    }

    private static long heapUsed() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
