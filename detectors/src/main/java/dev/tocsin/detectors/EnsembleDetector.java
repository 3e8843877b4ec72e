package dev.tocsin.detectors;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tocsin.detectors.calibration.Calibration;
import dev.tocsin.detectors.ensemble.Ensemble;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.life.DriftWatch;
import dev.tocsin.detectors.life.SelfWatch;
import dev.tocsin.detectors.scaling.MetricScale;
import dev.tocsin.detectors.scaling.MetricTable;
import dev.tocsin.detectors.season.SeasonTime;
import dev.tocsin.detectors.stored.ModelBytes;
import dev.tocsin.detectors.stored.StoredModel;
import dev.tocsin.detectors.stored.StoredModel.StoredDrift;
import dev.tocsin.detectors.stored.StoredModel.StoredEnsemble;
import dev.tocsin.detectors.stored.StoredModel.StoredWatch;

/**
 * The standard model.
 *
 * <p>
 * Each metric is measured in its own robust sigmas from what is expected at that time ({@link MetricScale}); members that
 * see different things say how far all together are from usual ({@link Ensemble}); that becomes a tail probability by the
 * service's own history and a decision by a budget of false-alarm hours ({@link Calibration}).
 *
 * <p>
 * Values beyond ±{@value #LARGEST} count as missing. After a gap of more than {@value #LONGEST_GAP} windows the
 * short-term memory starts again.
 */
final class EnsembleDetector implements Detector {

    private static final double LARGEST = 1e100;
    private static final int LONGEST_GAP = 10;

    private final Profile profile;
    private final MetricTable metrics;
    private final Ensemble ensemble;
    private final Calibration calibration;
    private final DriftWatch drift;
    private final SelfWatch watch;
    private final SeasonTime time;
    private final int forgetAfter;
    private int windows;
    private Instant lastEnd = Instant.MIN;
    private double[] deviations = new double[0];
    private double[] shares = new double[0];

    private EnsembleDetector(Profile profile, MetricTable metrics, Ensemble ensemble, Calibration calibration,
            DriftWatch drift, SelfWatch watch) {
        this.profile = profile;
        this.metrics = metrics;
        this.ensemble = ensemble;
        this.calibration = calibration;
        this.drift = drift;
        this.watch = watch;
        this.time = new SeasonTime(profile.season().zone());
        this.forgetAfter = profile.windows(profile.memory().halfLife());
        grow();
    }

    static EnsembleDetector create(Profile profile) {
        return new EnsembleDetector(profile, new MetricTable(profile), new Ensemble(profile, StoredEnsemble.NONE),
                new Calibration(profile), new DriftWatch(profile, StoredDrift.NONE), new SelfWatch(StoredWatch.NONE));
    }

    @Override
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
        if (ensemble.toldNormal()) {
            recentre(slots, window.values());
        }
        double distance = ensemble.distance(deviations);
        ensemble.explain(shares);
        Verdict verdict = judge(window, slots, distance);
        learn(slots, window.values(), distance, learning);
        return verdict;
    }

    @Override
    public Heard hear(Mark mark, Instant at) {
        return calibration.hear(mark, at, phase().judges(), ensemble::open);
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
        return Phase.of(windows > profile.warmUpWindows() && calibration.ready(), relearning(), drift.anyDrifted());
    }

    @Override
    public Health health() {
        return watch.health(phase(), profile, drift.drifts(metrics::name));
    }

    @Override
    public boolean relearning() {
        return ensemble.relearning();
    }

    private void enter(MetricWindow window) {
        if (lastEnd.isBefore(window.start().minus(profile.window().multipliedBy(LONGEST_GAP)))) {
            ensemble.interrupt();
        }
        lastEnd = window.end();
        time.moveTo(window.start());
    }

    private void grow() {
        if (deviations.length != metrics.size()) {
            deviations = new double[metrics.size()];
            shares = new double[metrics.size()];
            ensemble.grow(metrics.size());
            drift.resize(metrics.size());
        }
    }

    /** Fills the deviations; false when the window has no value at all. */
    private boolean measure(int[] slots, double[] values) {
        Arrays.fill(deviations, Double.NaN);
        boolean any = false;
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != MetricTable.IGNORED && known(values[i])) {
                deviations[slots[i]] = metrics.scale(slots[i]).deviation(values[i], time);
                any = true;
            }
        }
        return any;
    }

    /** What somebody says is normal now becomes what is expected. */
    private void recentre(int[] slots, double[] values) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != MetricTable.IGNORED && known(values[i])) {
                MetricScale scale = metrics.scale(slots[i]);
                scale.recentre(values[i], time);
                drift.learned(slots[i], scale.known());
            }
        }
        measure(slots, values);
        ensemble.accept(deviations);
    }

    private static boolean known(double value) {
        return Math.abs(value) <= LARGEST;
    }

    private Verdict judge(MetricWindow window, int[] slots, double distance) {
        Phase phase = phase();
        List<Contribution> contributions = contributions(window, slots, phase.judges());
        if (!phase.judges() || Double.isNaN(distance)) {
            return Verdict.unscored(phase, contributions);
        }
        Verdict verdict = Verdict.of(phase, calibration.meaning(distance), contributions,
                () -> ensemble.relation().map(found -> BrokenRelation.of(found, metrics::name, contributions)));
        watch.note(verdict, profile);
        return verdict;
    }

    private List<Contribution> contributions(MetricWindow window, int[] slots, boolean judges) {
        List<Contribution> contributions = new ArrayList<>(slots.length);
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != MetricTable.IGNORED && known(window.values()[i])) {
                contributions.add(contribution(window.names().get(i), window.values()[i], slots[i], judges));
            }
        }
        return contributions;
    }

    private Contribution contribution(String metric, double observed, int slot, boolean judges) {
        return judges && !Double.isNaN(deviations[slot])
                ? Contribution.of(metric, observed, metrics.scale(slot).expected(time), deviations[slot],
                        shares[slot], profile.scaling())
                : Contribution.unjudged(metric, observed);
    }

    private void learn(int[] slots, double[] values, double distance, Learning learning) {
        Lesson lesson = new Lesson(learning.weight(), 0);
        if (!Double.isNaN(distance)) {
            lesson = ensemble.learn(learning.weight());
            calibration.learn(distance, learning.weight());
        }
        for (int slot = 0; slot < metrics.size(); slot++) {
            metrics.scale(slot).miss();
        }
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != MetricTable.IGNORED && known(values[i])) {
                MetricScale scale = metrics.scale(slots[i]);
                drift.follow(slots[i], scale.level(values[i], time), scale.known());
                scale.learn(values[i], lesson, time);
            }
        }
        forgetVanished();
    }

    private void forgetVanished() {
        for (int slot = metrics.size() - 1; slot >= 0; slot--) {
            if (metrics.scale(slot).absent() > forgetAfter) {
                metrics.remove(slot);
                ensemble.remove(slot);
                drift.remove(slot);
            }
        }
    }

    @Override
    public byte[] store() {
        return ModelBytes.write(new StoredModel(profile.name(), profile.version(), profile.window().toNanos(), windows,
                lastEnd.getEpochSecond(), lastEnd.getNano(), metrics.stored(), ensemble.stored(),
                calibration.storedTail(), calibration.storedBudget(), calibration.storedHistory(),
                watch.stored(), drift.stored(), calibration.storedOpinion()));
    }

    static Restoration restore(byte[] stored, Profile profile) {
        return Restoration.of(ModelBytes.read(stored), StoredModel::windowNanos, profile,
                model -> from(model, profile));
    }

    private static Detector from(StoredModel model, Profile profile) {
        EnsembleDetector detector = new EnsembleDetector(profile, new MetricTable(profile, model.metrics()),
                new Ensemble(profile, model.ensemble()),
                new Calibration(profile, model.tail(), model.budget(), model.history(), model.opinion()),
                new DriftWatch(profile, model.drift()), new SelfWatch(model.watch()));
        detector.windows = model.windows();
        detector.lastEnd = Instant.ofEpochSecond(model.lastEndSecond(), model.lastEndNano());
        return detector;
    }
}
