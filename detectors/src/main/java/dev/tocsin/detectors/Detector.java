package dev.tocsin.detectors;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tocsin.detectors.calibration.Calibration;
import dev.tocsin.detectors.joint.JointState;
import dev.tocsin.detectors.learning.LearningGate;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.scaling.MetricScale;
import dev.tocsin.detectors.scaling.MetricTable;
import dev.tocsin.detectors.stored.ModelBytes;
import dev.tocsin.detectors.stored.StoredModel;

/**
 * The live model of one service. It scores a window, explains the score, then learns the window.
 *
 * <p>
 * Each metric is measured in its own robust sigmas ({@link MetricScale}), all together by the distance of their joint
 * state from the usual one ({@link JointState}), smoothed over a few windows; the distance becomes a tail probability by
 * the service's own history and a decision by a budget of false-alarm hours ({@link Calibration}). Strange
 * windows teach little ({@link LearningGate}).
 *
 * <p>
 * Values that aren't finite, or beyond ±{@value #LARGEST}, count as missing. A window that is older than the newest one
 * changes nothing and isn't scored. After a gap of more than {@value #LONGEST_GAP} windows the short-term memory starts
 * again. Not thread-safe. The same windows give the same verdicts, also across {@link #store} and {@link #restore}.
 */
public final class Detector {

    private static final double LARGEST = 1e100;
    private static final int LONGEST_GAP = 10;

    private final Profile profile;
    private final MetricTable metrics;
    private final JointState joint;
    private final LearningGate gate;
    private final Calibration calibration;
    private final int forgetAfter;
    private int windows;
    private Instant lastEnd = Instant.MIN;
    private double smoothed = Double.NaN;
    private double[] deviations = new double[0];
    private double[] shares = new double[0];

    private Detector(Profile profile, MetricTable metrics, JointState joint, LearningGate gate,
            Calibration calibration) {
        this.profile = profile;
        this.metrics = metrics;
        this.joint = joint;
        this.gate = gate;
        this.calibration = calibration;
        this.forgetAfter = profile.windows(profile.memory().halfLife());
        grow();
    }

    public static Detector create(Profile profile) {
        return new Detector(profile, new MetricTable(profile), new JointState(profile), new LearningGate(profile),
                new Calibration(profile));
    }

    /** Scores the window against what was learned before it, explains the score, then learns the window. */
    public Verdict observe(MetricWindow window, Learning learning) {
        if (window.start().isBefore(lastEnd)) {
            return Verdict.unscored(phase(), List.of());
        }
        enter(window);
        int[] slots = metrics.align(window.names());
        grow();
        if (!measure(slots, window.values())) {
            return Verdict.unscored(phase(), List.of());
        }
        windows++;
        double distance = smooth(joint.distance(deviations));
        joint.explain(shares);
        Verdict verdict = judge(window, slots, distance);
        learn(slots, window.values(), distance, learning);
        return verdict;
    }

    public Phase phase() {
        return windows > profile.warmUpWindows() && calibration.ready() ? Phase.MATURE : Phase.WARMING_UP;
    }

    /** Whether a changed level has lasted so long that it is being learned as the new normal. */
    public boolean relearning() {
        return gate.relearning();
    }

    private void enter(MetricWindow window) {
        if (lastEnd.isBefore(window.start().minus(profile.window().multipliedBy(LONGEST_GAP)))) {
            joint.interrupt();
            smoothed = Double.NaN;
        }
        lastEnd = window.end();
    }

    private void grow() {
        while (joint.metrics() < metrics.size()) {
            joint.append();
        }
        if (deviations.length != metrics.size()) {
            deviations = new double[metrics.size()];
            shares = new double[metrics.size()];
        }
    }

    /** Fills the deviations; false when the window has no value at all. */
    private boolean measure(int[] slots, double[] values) {
        Arrays.fill(deviations, Double.NaN);
        boolean any = false;
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != MetricTable.IGNORED && known(values[i])) {
                deviations[slots[i]] = metrics.scale(slots[i]).deviation(values[i]);
                any = true;
            }
        }
        return any;
    }

    private static boolean known(double value) {
        return Math.abs(value) <= LARGEST;
    }

    private double smooth(double distance) {
        if (Double.isNaN(distance)) {
            return distance;
        }
        smoothed = Double.isNaN(smoothed) ? distance : smoothed + profile.memory().smoothing() * (distance - smoothed);
        return smoothed;
    }

    private Verdict judge(MetricWindow window, int[] slots, double distance) {
        boolean mature = phase() == Phase.MATURE;
        List<Contribution> contributions = contributions(window, slots, mature);
        if (!mature || Double.isNaN(distance)) {
            return Verdict.unscored(phase(), contributions);
        }
        Calibration.Meaning meaning = calibration.meaning(distance);
        return new Verdict(Phase.MATURE, meaning.rarity(), Math.pow(10, -meaning.rarity()), meaning.rank(),
                meaning.level(), meaning.level() == Level.ANOMALOUS, contributions);
    }

    private List<Contribution> contributions(MetricWindow window, int[] slots, boolean mature) {
        List<Contribution> contributions = new ArrayList<>(slots.length);
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != MetricTable.IGNORED && known(window.values()[i])) {
                contributions.add(contribution(window.names().get(i), window.values()[i], slots[i], mature));
            }
        }
        return contributions;
    }

    private Contribution contribution(String metric, double observed, int slot, boolean mature) {
        double deviation = deviations[slot];
        if (!mature || Double.isNaN(deviation)) {
            return new Contribution(metric, observed, Double.NaN, 0, Direction.NONE, 0, Level.NORMAL);
        }
        Direction direction = deviation > 0 ? Direction.UP : deviation < 0 ? Direction.DOWN : Direction.NONE;
        return new Contribution(metric, observed, metrics.scale(slot).location(), deviation, direction, shares[slot],
                level(Math.abs(deviation)));
    }

    private Level level(double sigmas) {
        if (sigmas >= profile.scaling().anomalous()) {
            return Level.ANOMALOUS;
        }
        return sigmas >= profile.scaling().elevated() ? Level.ELEVATED : Level.NORMAL;
    }

    private void learn(int[] slots, double[] values, double distance, Learning learning) {
        Lesson lesson = new Lesson(learning.weight(), 0);
        if (!Double.isNaN(distance)) {
            lesson = gate.weigh(distance, learning.weight());
            joint.learn(lesson);
            calibration.learn(distance, lesson);
        }
        for (int slot = 0; slot < metrics.size(); slot++) {
            metrics.scale(slot).miss();
        }
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != MetricTable.IGNORED && known(values[i])) {
                metrics.scale(slots[i]).learn(values[i], lesson);
            }
        }
        forgetVanished();
    }

    private void forgetVanished() {
        for (int slot = metrics.size() - 1; slot >= 0; slot--) {
            if (metrics.scale(slot).absent() > forgetAfter) {
                metrics.remove(slot);
                joint.remove(slot);
            }
        }
    }

    /** The stored form: bytes that {@link #restore} goes on from. */
    public byte[] store() {
        return ModelBytes.write(new StoredModel(profile.name(), profile.version(), profile.window().toNanos(), windows,
                lastEnd.getEpochSecond(), lastEnd.getNano(), smoothed, metrics.stored(), joint.stored(), gate.stored(),
                calibration.storedTail(), calibration.storedBudget(), calibration.storedHistory()));
    }

    /** The model of the stored bytes, judging by the profile from now on. */
    public static Restoration restore(byte[] stored, Profile profile) {
        return switch (ModelBytes.read(stored)) {
            case ModelBytes.Reading.Torn(String detail) -> new Restoration.Refused(Restoration.Reason.TORN, detail);
            case ModelBytes.Reading.UnknownVersion(int version) -> new Restoration.Refused(
                    Restoration.Reason.UNKNOWN_VERSION, "version " + version + ", newest known " + ModelBytes.VERSION);
            case ModelBytes.Reading.Read(StoredModel model) when model.windowNanos() != profile.window().toNanos() ->
                new Restoration.Refused(Restoration.Reason.OTHER_WINDOW,
                        "learned from windows of " + Duration.ofNanos(model.windowNanos()) + ", now "
                                + profile.window());
            case ModelBytes.Reading.Read(StoredModel model) -> new Restoration.Restored(from(model, profile));
        };
    }

    private static Detector from(StoredModel model, Profile profile) {
        Detector detector = new Detector(profile, new MetricTable(profile, model.metrics()),
                new JointState(profile, model.joint()), new LearningGate(profile, model.gate()),
                new Calibration(profile, model.tail(), model.budget(), model.history()));
        detector.windows = model.windows();
        detector.lastEnd = Instant.ofEpochSecond(model.lastEndSecond(), model.lastEndNano());
        detector.smoothed = model.smoothed();
        return detector;
    }
}
