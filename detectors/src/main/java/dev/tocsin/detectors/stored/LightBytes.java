package dev.tocsin.detectors.stored;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.detectors.stored.LightModel.LightCovariance;
import dev.tocsin.detectors.stored.LightModel.LightRhythm;
import dev.tocsin.detectors.stored.LightModel.LightScales;
import dev.tocsin.detectors.stored.StoredModel.StoredYardstick;

/** The bytes of a light model, as {@link ModelBytes} has them for others, with the magic {@code TDL}. */
public final class LightBytes {

    public static final int VERSION = 1;

    private LightBytes() {}

    public static byte[] write(LightModel model) {
        Sink sink = new Sink();
        sink.integer(Seal.LIGHT | VERSION);
        sink.string(model.profile());
        sink.integer(model.profileVersion());
        sink.number(model.windowNanos());
        sink.integer(model.windows());
        sink.number(model.lastEndSecond());
        sink.integer(model.lastEndNano());
        sink.integer(model.scales().names().size());
        model.scales().names().forEach(sink::string);
        sink.reals(model.scales().location());
        sink.floats(model.scales().numbers());
        writeRhythm(sink, model.rhythm());
        sink.floats(model.covariance().covariance());
        sink.floats(model.covariance().memory());
        sink.single(model.covariance().learned());
        sink.single(model.smoothed());
        ModelBytes.writeGate(sink, model.gate());
        sink.real(model.yardstick().log());
        sink.real(model.yardstick().seen());
        ModelBytes.writeTail(sink, model.tail());
        ModelBytes.writeBudget(sink, model.budget());
        ModelBytes.writeWatch(sink, model.watch());
        sink.real(model.opinion());
        return sink.sealed();
    }

    private static void writeRhythm(Sink sink, LightRhythm rhythm) {
        sink.shorts(rhythm.means());
        sink.floats(rhythm.sums());
        sink.integer(rhythm.part());
        sink.single(rhythm.taught());
        sink.single(rhythm.days());
        sink.single(rhythm.plainError());
        sink.single(rhythm.error());
    }

    public static Reading<LightModel> read(byte[] bytes) {
        return Seal.open(bytes, Seal.LIGHT, VERSION, (source, version) -> read(source));
    }

    private static LightModel read(Source source) {
        String profile = source.string();
        int profileVersion = source.integer();
        long windowNanos = source.number();
        int windows = source.integer();
        long lastEndSecond = source.number();
        int lastEndNano = source.integer();
        int count = source.integer();
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(source.string());
        }
        LightScales scales = new LightScales(List.copyOf(names), source.reals(), source.floats());
        LightRhythm rhythm = new LightRhythm(source.shorts(), source.floats(), source.integer(), source.single(),
                source.single(), source.single(), source.single());
        LightCovariance covariance = new LightCovariance(source.floats(), source.floats(), source.single());
        return new LightModel(profile, profileVersion, windowNanos, windows, lastEndSecond, lastEndNano, scales, rhythm,
                covariance, source.single(), ModelBytes.readGate(source, ModelBytes.VERSION),
                new StoredYardstick(source.real(), source.real()), ModelBytes.readTail(source),
                ModelBytes.readBudget(source), ModelBytes.readWatch(source), source.real());
    }
}
