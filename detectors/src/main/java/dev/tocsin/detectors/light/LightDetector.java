package dev.tocsin.detectors.light;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tocsin.detectors.Contribution;
import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Direction;
import dev.tocsin.detectors.Heard;
import dev.tocsin.detectors.Learning;
import dev.tocsin.detectors.Level;
import dev.tocsin.detectors.Mark;
import dev.tocsin.detectors.MetricWindow;
import dev.tocsin.detectors.Phase;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.Restoration;
import dev.tocsin.detectors.Verdict;
import dev.tocsin.detectors.calibration.Calibration;
import dev.tocsin.detectors.ensemble.Yardstick;
import dev.tocsin.detectors.learning.LearningGate;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.scaling.Winsor;
import dev.tocsin.detectors.season.SeasonTime;
import dev.tocsin.detectors.stored.LightBytes;
import dev.tocsin.detectors.stored.LightModel;
import dev.tocsin.detectors.stored.LightModel.LightCovariance;
import dev.tocsin.detectors.stored.LightModel.LightRhythm;
import dev.tocsin.detectors.stored.LightModel.LightScales;
import dev.tocsin.detectors.stored.StoredModel.StoredGate;
import dev.tocsin.detectors.stored.StoredModel.StoredYardstick;

/**
 * The light model: deviations from a level and a time of day ({@link LightMetrics}, {@link LightSeason}), one joint state
 * ({@link LightJoint}), and the standard model's gate, calibration and budget. Nothing is kept that can be computed
 * anew within a microsecond.
 *
 * <p>
 * Values beyond ±{@value #LARGEST} count as missing, and metrics beyond the profile's limit aren't judged.
 */
public final class LightDetector implements Detector {

    /** Its square still is a float. */
    private static final double LARGEST = 9e18;
    private static final int LONGEST_GAP = 10;

    private final Profile profile;
    private final LightMetrics metrics;
    private final LightSeason season;
    private final LightJoint joint;
    private final LearningGate gate;
    private final Yardstick yardstick;
    private final Calibration calibration;
    private float smoothed;
    private int windows;
    private long lastEndSecond;
    private int lastEndNano;

    private LightDetector(Profile profile, LightModel model) {
        this.profile = profile;
        this.metrics = new LightMetrics(model.scales());
        this.season = new LightSeason(model.rhythm());
        this.joint = new LightJoint(model.covariance());
        this.gate = new LearningGate(profile, model.gate());
        this.yardstick = new Yardstick(profile, model.yardstick());
        this.calibration = new Calibration(profile, model.tail(), model.budget(), new float[0], model.opinion());
        this.smoothed = model.smoothed();
        this.windows = model.windows();
        this.lastEndSecond = model.lastEndSecond();
        this.lastEndNano = model.lastEndNano();
    }

    public static LightDetector create(Profile profile) {
        Calibration fresh = new Calibration(profile);
        return new LightDetector(profile,
                new LightModel(profile.name(), profile.version(), profile.window().toNanos(), 0,
                        Instant.MIN.getEpochSecond(), 0, new LightScales(List.of(), new double[0], new float[0]),
                        new LightRhythm(new short[0], new float[0], 0, 0, 0, 0, 0),
                        new LightCovariance(new float[0], new float[0], 0), Float.NaN, StoredGate.NONE,
                        StoredYardstick.NONE, fresh.storedTail(), fresh.storedBudget(), 0));
    }

    public static Restoration restore(byte[] stored, Profile profile) {
        return Restoration.of(LightBytes.read(stored), LightModel::windowNanos, profile,
                model -> new LightDetector(profile, model));
    }

    @Override
    public Verdict observe(MetricWindow window, Learning learning) {
        Instant lastEnd = Instant.ofEpochSecond(lastEndSecond, lastEndNano);
        if (window.start().isBefore(lastEnd)) {
            return Verdict.unscored(phase(), List.of());
        }
        double gap = (double) window.start().getEpochSecond() - lastEndSecond;
        if (gap > LONGEST_GAP * 1e-9 * profile.window().toNanos()) {
            interrupt();
        }
        lastEndSecond = window.end().getEpochSecond();
        lastEndNano = window.end().getNano();
        SeasonTime time = new SeasonTime(profile.season().zone());
        time.moveTo(window.start());
        return judge(take(window, time), learning);
    }

    private void interrupt() {
        joint.interrupt();
        smoothed = Float.NaN;
    }

    /** A window as the model sees it: values by slot, NaN where missing, and what each is expected to be. */
    private final class Sight {

        private final SeasonTime time;
        private final int[] slots;
        private final double[] values;
        private final double[] seasonal;
        private final double[] deviations;
        private final double[] shares;

        Sight(MetricWindow window, SeasonTime time, int[] slots) {
            this.time = time;
            this.slots = slots;
            this.values = new double[metrics.size()];
            this.seasonal = new double[metrics.size()];
            this.deviations = new double[metrics.size()];
            this.shares = new double[metrics.size()];
            Arrays.fill(values, Double.NaN);
            for (int i = 0; i < slots.length; i++) {
                double value = window.values()[i];
                if (slots[i] >= 0 && Math.abs(value) <= LARGEST) {
                    values[slots[i]] = value;
                }
            }
            for (int slot = 0; slot < values.length; slot++) {
                seasonal[slot] = season.at(slot, time);
            }
            measure();
        }

        boolean has(int slot) {
            return !Double.isNaN(values[slot]);
        }

        boolean isEmpty() {
            return Arrays.stream(values).allMatch(Double::isNaN);
        }

        void measure() {
            for (int slot = 0; slot < values.length; slot++) {
                deviations[slot] = has(slot)
                        ? metrics.deviation(slot, values[slot], seasonal[slot], profile)
                        : Double.NaN;
            }
        }

        double[] winsorised() {
            Winsor winsor = new Winsor(profile.scaling().winsor());
            double[] cut = new double[deviations.length];
            for (int slot = 0; slot < cut.length; slot++) {
                cut[slot] = winsor.cut(deviations[slot]);
            }
            return cut;
        }
    }

    private Sight take(MetricWindow window, SeasonTime time) {
        int known = metrics.size();
        int[] slots = metrics.align(window.names(), profile.limits().metrics());
        if (metrics.size() != known) {
            season.resize(metrics.size());
            joint.resize(metrics.size());
        }
        return new Sight(window, time, slots);
    }

    private Verdict judge(Sight sight, Learning learning) {
        if (sight.isEmpty()) {
            return Verdict.unscored(phase(), List.of());
        }
        windows++;
        if (gate.justOpened()) {
            recentre(sight);
        }
        double[] cut = sight.winsorised();
        double now = joint.distance(cut, sight.shares, profile);
        Verdict verdict = Verdict.unscored(phase(), contributions(sight));
        Lesson lesson = new Lesson(learning.weight(), 0);
        if (!Double.isNaN(now)) {
            smoothed = Float.isNaN(smoothed)
                    ? (float) now
                    : (float) (smoothed + profile.memory().smoothing() * (now - smoothed));
            double distance = smoothed / yardstick.length();
            verdict = phase() == Phase.WARMING_UP ? verdict : verdict(distance, verdict.contributions());
            lesson = gate.weigh(smoothed, learning.weight());
            yardstick.learn(smoothed, lesson.weight());
            calibration.learn(distance, learning.weight());
            joint.learn(cut, lesson, profile.forgetting());
        }
        learn(sight, lesson);
        return verdict;
    }

    private void recentre(Sight sight) {
        for (int slot = 0; slot < metrics.size(); slot++) {
            if (sight.has(slot)) {
                metrics.recentre(slot, sight.values[slot], sight.seasonal[slot], profile);
            }
        }
        sight.measure();
        joint.accept(sight.winsorised());
        smoothed = Float.NaN;
    }

    private Verdict verdict(double distance, List<Contribution> contributions) {
        Calibration.Meaning meaning = calibration.meaning(distance);
        return new Verdict(phase(), meaning.score(), Math.pow(10, -meaning.score()), meaning.rank(), meaning.level(),
                meaning.level() == Level.ANOMALOUS, contributions);
    }

    private List<Contribution> contributions(Sight sight) {
        boolean judges = phase() != Phase.WARMING_UP;
        List<Contribution> contributions = new ArrayList<>(sight.slots.length);
        for (int i = 0; i < sight.slots.length; i++) {
            int slot = sight.slots[i];
            if (slot >= 0 && sight.has(slot)) {
                contributions.add(contribution(sight, slot, judges));
            }
        }
        return contributions;
    }

    private Contribution contribution(Sight sight, int slot, boolean judges) {
        double deviation = sight.deviations[slot];
        if (!judges || Double.isNaN(deviation)) {
            return Contribution.unjudged(metrics.name(slot), sight.values[slot]);
        }
        return new Contribution(metrics.name(slot), sight.values[slot],
                metrics.location(slot) + sight.seasonal[slot], deviation, Direction.of(deviation), sight.shares[slot],
                profile.scaling().level(deviation));
    }

    private void learn(Sight sight, Lesson lesson) {
        double forgetting = profile.forgetting();
        double winsor = profile.scaling().winsor();
        metrics.pass();
        season.pass(lesson.weight(), profile, sight.time);
        for (int slot = 0; slot < metrics.size(); slot++) {
            if (sight.has(slot)) {
                if (!Double.isNaN(sight.deviations[slot])) {
                    season.learn(slot, sight.values[slot] - metrics.location(slot), metrics.sigma(slot, profile),
                            winsor,
                            metrics.rate(slot, lesson, forgetting), sight.time);
                }
                metrics.learn(slot, sight.values[slot], sight.seasonal[slot], lesson, forgetting, profile);
            }
        }
        forgetVanished();
    }

    private void forgetVanished() {
        int after = profile.windows(profile.memory().halfLife());
        for (int slot = metrics.size() - 1; slot >= 0; slot--) {
            if (metrics.absent(slot) > after) {
                metrics.remove(slot);
                season.remove(slot);
                season.resize(metrics.size());
                joint.remove(slot);
            }
        }
    }

    @Override
    public Heard hear(Mark mark, Instant at) {
        return calibration.hear(mark, at, phase() != Phase.WARMING_UP, gate::open);
    }

    @Override
    public Heard.Loudness loudness() {
        return calibration.loudness();
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public Phase phase() {
        return windows > profile.warmUpWindows() && calibration.ready() ? Phase.MATURE : Phase.WARMING_UP;
    }

    @Override
    public boolean relearning() {
        return gate.relearning();
    }

    @Override
    public byte[] store() {
        return LightBytes.write(new LightModel(profile.name(), profile.version(), profile.window().toNanos(), windows,
                lastEndSecond, lastEndNano, metrics.stored(), season.stored(), joint.stored(), smoothed, gate.stored(),
                yardstick.stored(), calibration.storedTail(), calibration.storedBudget(),
                calibration.storedOpinion()));
    }
}
