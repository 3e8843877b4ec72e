package dev.tocsin.detectors.stored;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.detectors.stored.StoredModel.StoredBudget;
import dev.tocsin.detectors.stored.StoredModel.StoredDrift;
import dev.tocsin.detectors.stored.StoredModel.StoredEnsemble;
import dev.tocsin.detectors.stored.StoredModel.StoredGate;
import dev.tocsin.detectors.stored.StoredModel.StoredJoint;
import dev.tocsin.detectors.stored.StoredModel.StoredMetric;
import dev.tocsin.detectors.stored.StoredModel.StoredRecent;
import dev.tocsin.detectors.stored.StoredModel.StoredRegimes;
import dev.tocsin.detectors.stored.StoredModel.StoredScale;
import dev.tocsin.detectors.stored.StoredModel.StoredSeason;
import dev.tocsin.detectors.stored.StoredModel.StoredTail;
import dev.tocsin.detectors.stored.StoredModel.StoredWatch;
import dev.tocsin.detectors.stored.StoredModel.StoredYardstick;

/**
 * The bytes of a stored model, big-endian: magic {@code TDM}, one byte format version, the model's fields in their
 * order, CRC-32 of all that. Arrays and strings carry their length. A reader knows every version up to
 * {@value #VERSION}.
 */
public final class ModelBytes {

    public static final int VERSION = 3;

    private static final int MEMBERS = 3;

    private ModelBytes() {}

    public static byte[] write(StoredModel model) {
        Sink sink = new Sink();
        sink.integer(Seal.STANDARD | VERSION);
        sink.string(model.profile());
        sink.integer(model.profileVersion());
        sink.number(model.windowNanos());
        sink.integer(model.windows());
        sink.number(model.lastEndSecond());
        sink.integer(model.lastEndNano());
        sink.integer(model.metrics().size());
        model.metrics().forEach(metric -> writeMetric(sink, metric));
        writeEnsemble(sink, model.ensemble());
        writeCalibration(sink, model);
        return sink.sealed();
    }

    private static void writeMetric(Sink sink, StoredMetric metric) {
        StoredScale scale = metric.scale();
        sink.string(metric.name());
        sink.real(scale.location());
        sink.real(scale.variance());
        sink.real(scale.swing());
        sink.real(scale.learned());
        sink.integer(scale.seen());
        sink.number(scale.absent());
        sink.reals(scale.first());
        StoredSeason season = metric.season();
        sink.real(season.unit());
        sink.floats(season.day());
        sink.floats(season.week());
        sink.real(season.plainError());
        sink.real(season.dayError());
        sink.real(season.weekError());
        sink.real(season.learned());
    }

    private static void writeEnsemble(Sink sink, StoredEnsemble ensemble) {
        writeJoint(sink, ensemble.joint());
        writeRegimes(sink, ensemble.regimes());
        sink.reals(ensemble.recent().mean());
        sink.reals(ensemble.recent().variance());
        sink.integer(ensemble.recent().seen());
        writeRegimes(sink, ensemble.recentRegimes());
        writeGate(sink, ensemble.gate());
        for (StoredYardstick yardstick : ensemble.yardsticks()) {
            sink.real(yardstick.log());
            sink.real(yardstick.seen());
        }
        sink.real(ensemble.before());
    }

    private static void writeRegimes(Sink sink, StoredRegimes regimes) {
        sink.integer(regimes.centres().length);
        for (float[] centre : regimes.centres()) {
            sink.floats(centre);
        }
        sink.reals(regimes.weights());
        sink.floats(regimes.state());
        sink.real(regimes.typical());
        sink.integer(regimes.seen());
    }

    private static void writeJoint(Sink sink, StoredJoint joint) {
        sink.reals(joint.state());
        sink.flags(joint.present());
        sink.reals(joint.covariance());
        sink.real(joint.learned());
        sink.integer(joint.sinceFactored());
        sink.floats(joint.factor());
        sink.flags(joint.mask());
    }

    private static void writeCalibration(Sink sink, StoredModel model) {
        writeTail(sink, model.tail());
        writeBudget(sink, model.budget());
        sink.floats(model.history());
        sink.real(model.opinion());
        writeWatch(sink, model.watch());
        sink.reals(model.drift().numbers());
    }

    static void writeGate(Sink sink, StoredGate gate) {
        sink.real(gate.typical());
        sink.integer(gate.seen());
        sink.integer(gate.strange());
        sink.integer(gate.open());
    }

    static void writeTail(Sink sink, StoredTail tail) {
        sink.reals(tail.first());
        sink.integer(tail.seen());
        sink.real(tail.median());
        sink.real(tail.threshold());
        sink.real(tail.gamma());
        sink.real(tail.learned());
    }

    static void writeWatch(Sink sink, StoredWatch watch) {
        sink.floats(watch.beyond());
        sink.single(watch.lastDay());
        sink.single(watch.lastWeek());
        sink.integer(watch.window());
        sink.flags(new boolean[]{watch.alarmed()});
    }

    static StoredWatch readWatch(Source source) {
        return new StoredWatch(source.floats(), source.single(), source.single(), source.integer(),
                source.flags()[0]);
    }

    static void writeBudget(Sink sink, StoredBudget budget) {
        sink.real(budget.inTail());
        sink.real(budget.counted());
        sink.integer(budget.window());
        sink.real(budget.weight());
        sink.flags(new boolean[]{budget.touched(), budget.alarmed()});
        sink.real(budget.load());
    }

    public static Reading<StoredModel> read(byte[] bytes) {
        return Seal.open(bytes, Seal.STANDARD, VERSION,
                (source, version) -> version == 1 ? VersionOne.read(source) : read(source, version));
    }

    private static StoredModel read(Source source, int version) {
        String profile = source.string();
        int profileVersion = source.integer();
        long windowNanos = source.number();
        int windows = source.integer();
        long lastEndSecond = source.number();
        int lastEndNano = source.integer();
        int count = source.integer();
        List<StoredMetric> metrics = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            metrics.add(new StoredMetric(source.string(), readScale(source),
                    new StoredSeason(source.real(), source.floats(), source.floats(), source.real(), source.real(),
                            source.real(), source.real())));
        }
        StoredEnsemble ensemble = readEnsemble(source, version);
        StoredTail tail = readTail(source);
        StoredBudget budget = readBudget(source);
        float[] history = source.floats();
        double opinion = version > 2 ? source.real() : 0;
        return new StoredModel(profile, profileVersion, windowNanos, windows, lastEndSecond, lastEndNano, metrics,
                ensemble, tail, budget, history, version > 2 ? readWatch(source) : StoredWatch.NONE,
                version > 2 ? new StoredDrift(source.reals()) : StoredDrift.NONE, opinion);
    }

    private static StoredEnsemble readEnsemble(Source source, int version) {
        StoredJoint joint = readJoint(source);
        StoredRegimes regimes = readRegimes(source);
        StoredRecent recent = new StoredRecent(source.reals(), source.reals(), source.integer());
        StoredRegimes recentRegimes = readRegimes(source);
        StoredGate gate = readGate(source, version);
        List<StoredYardstick> yardsticks = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            yardsticks.add(new StoredYardstick(source.real(), source.real()));
        }
        return new StoredEnsemble(joint, regimes, recent, recentRegimes, gate, List.copyOf(yardsticks), source.real());
    }

    private static StoredRegimes readRegimes(Source source) {
        float[][] centres = new float[source.integer()][];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = source.floats();
        }
        return new StoredRegimes(centres, source.reals(), source.floats(), source.real(), source.integer());
    }

    static StoredJoint readJoint(Source source) {
        return new StoredJoint(source.reals(), source.flags(), source.reals(), source.real(), source.integer(),
                source.floats(), source.flags());
    }

    static StoredGate readGate(Source source, int version) {
        return new StoredGate(source.real(), source.integer(), source.integer(), version > 2 ? source.integer() : 0);
    }

    static StoredTail readTail(Source source) {
        return new StoredTail(source.reals(), source.integer(), source.real(), source.real(), source.real(),
                source.real());
    }

    static StoredBudget readBudget(Source source) {
        double inTail = source.real();
        double counted = source.real();
        int window = source.integer();
        double weight = source.real();
        boolean[] flags = source.flags();
        return new StoredBudget(inTail, counted, window, weight, flags[0], source.real(), flags[1]);
    }

    static StoredScale readScale(Source source) {
        return new StoredScale(source.real(), source.real(), source.real(), source.real(), source.integer(),
                source.number(), source.reals());
    }
}
