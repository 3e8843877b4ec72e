package dev.tocsin.detectors.light;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.tocsin.detectors.BrokenRelation;
import dev.tocsin.detectors.Contribution;
import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Health;
import dev.tocsin.detectors.Heard;
import dev.tocsin.detectors.Learning;
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
import dev.tocsin.detectors.life.SelfWatch;
import dev.tocsin.detectors.season.SeasonTime;
import dev.tocsin.detectors.stored.LightBytes;
import dev.tocsin.detectors.stored.LightModel;
import dev.tocsin.detectors.stored.LightModel.LightCovariance;
import dev.tocsin.detectors.stored.LightModel.LightRhythm;
import dev.tocsin.detectors.stored.LightModel.LightScales;
import dev.tocsin.detectors.stored.StoredModel.StoredGate;
import dev.tocsin.detectors.stored.StoredModel.StoredWatch;
import dev.tocsin.detectors.stored.StoredModel.StoredYardstick;

/**
 * The light model: deviations from a level and a time of day ({@link LightMetrics}, {@link LightSeason}), one joint state
 * ({@link LightJoint}), and the standard model's gate, calibration and budget. Nothing is kept that can be computed
 * anew within a microsecond.
 *
 * <p>
 * Values beyond ±9e18 count as missing, and metrics beyond the profile's limit aren't judged.
 */
public final class LightDetector implements Detector {

    private static final int LONGEST_GAP = 10;

    private final Profile profile;
    private final LightMetrics metrics;
    private final LightSeason season;
    private final LightJoint joint;
    private final LearningGate gate;
    private final Yardstick yardstick;
    private final Calibration calibration;
    private final SelfWatch watch;
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
        this.watch = new SelfWatch(model.watch());
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
                        StoredYardstick.NONE, fresh.storedTail(), fresh.storedBudget(), StoredWatch.NONE, 0));
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

    private Sight take(MetricWindow window, SeasonTime time) {
        int known = metrics.size();
        int[] slots = metrics.align(window.names(), profile.limits().metrics());
        if (metrics.size() != known) {
            season.resize(metrics.size());
            joint.resize(metrics.size());
        }
        return new Sight(window, slots, time, metrics, season, profile);
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
            verdict = phase().judges() ? verdict(distance, cut, verdict.contributions()) : verdict;
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

    private Verdict verdict(double distance, double[] cut, List<Contribution> contributions) {
        Verdict verdict = Verdict.of(phase(), calibration.meaning(distance), contributions,
                () -> joint.relation(cut, profile)
                        .map(found -> BrokenRelation.of(found, metrics::name, contributions)));
        watch.note(verdict, profile);
        return verdict;
    }

    private List<Contribution> contributions(Sight sight) {
        boolean judges = phase().judges();
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
        return judges && !Double.isNaN(sight.deviations[slot])
                ? Contribution.of(metrics.name(slot), sight.values[slot],
                        metrics.location(slot) + sight.seasonal[slot], sight.deviations[slot], sight.shares[slot],
                        profile.scaling())
                : Contribution.unjudged(metrics.name(slot), sight.values[slot]);
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
        return calibration.hear(mark, at, phase().judges(), gate::open);
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
        return Phase.of(windows > profile.warmUpWindows() && calibration.ready(), relearning(), false);
    }

    @Override
    public Health health() {
        return watch.health(phase(), profile, List.of());
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
                watch.stored(), calibration.storedOpinion()));
    }
}
