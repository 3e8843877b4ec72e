package dev.tocsin.detectors.light;

import java.util.Arrays;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.season.SeasonTime;
import dev.tocsin.detectors.stored.LightModel.LightRhythm;

/**
 * What the time of day adds to each metric's level: a mean per part of the day, learned once that part is over, in the
 * upper sixteen bits of a float. Believed as far as the service as a whole was predicted better with it than without, as
 * in {@link dev.tocsin.detectors.season.Season}.
 */
final class LightSeason {

    static final int PARTS = 12;

    private static final int HOURS = SeasonTime.HOURS_OF_DAY / PARTS;
    private static final double BELIEF = 2;

    private short[] means;
    private float[] sums;
    private int part;
    private float taught;
    private float weight;
    private float days;
    private float plainError;
    private float error;

    LightSeason(LightRhythm stored) {
        this.means = stored.means().clone();
        this.sums = stored.sums().clone();
        this.part = stored.part();
        this.taught = stored.taught();
        this.days = stored.days();
        this.plainError = stored.plainError();
        this.error = stored.error();
    }

    void resize(int metrics) {
        means = Arrays.copyOf(means, PARTS * metrics);
        sums = Arrays.copyOf(sums, metrics);
    }

    /** Forgets the metric; the later ones move up. {@link #resize} follows. */
    void remove(int slot) {
        int later = sums.length - slot - 1;
        System.arraycopy(means, PARTS * (slot + 1), means, PARTS * slot, PARTS * later);
        System.arraycopy(sums, slot + 1, sums, slot, later);
    }

    /** What the time adds to the metric's level, in its own unit. */
    double at(int slot, SeasonTime time) {
        return belief() * read(slot, time);
    }

    private double belief() {
        return plainError > 0 ? Math.max(0, Math.min(1, BELIEF * (1 - error / plainError))) : 0;
    }

    private double read(int slot, SeasonTime time) {
        double ahead = (time.hour() % HOURS + time.ahead() + 1 - 0.5 * HOURS) / HOURS;
        int here = time.hour() / HOURS % PARTS;
        int base = ahead < 0 ? (here + PARTS - 1) % PARTS : here;
        double towards = ahead < 0 ? ahead + 1 : ahead;
        return (1 - towards) * mean(slot, base) + towards * mean(slot, (base + 1) % PARTS);
    }

    private double mean(int slot, int of) {
        return Float.intBitsToFloat(means[PARTS * slot + of] << 16);
    }

    /** Learns what was left of a value above its level, in sigmas no more than {@code most}. */
    void learn(int slot, double off, double sigma, double most, double rate, SeasonTime time) {
        double plain = cut(off / sigma, most);
        double with = cut((off - read(slot, time)) / sigma, most);
        plainError += (float) (rate * (plain * plain - plainError) / sums.length);
        error += (float) (rate * (with * with - error) / sums.length);
        sums[slot] += (float) (weight * plain * sigma);
    }

    /** One more window, of which {@link #learn} follows, that teaches that much; at the end of a part of the day its means move. */
    void pass(double lesson, Profile profile, SeasonTime time) {
        int now = (time.ahead() < 0.5 ? time.hour() : time.hour() + 1) / HOURS % PARTS;
        if (now != part) {
            settle(profile);
            part = now;
        }
        weight = (float) lesson;
        taught += weight;
    }

    private void settle(Profile profile) {
        if (taught > 0) {
            double halfLifeDays = Math.max(1, profile.season().halfLife().toDays());
            double pace = Math.max(-Math.expm1(Math.log(0.5) / halfLifeDays), 1 / (days + 1));
            for (int slot = 0; slot < sums.length; slot++) {
                double old = mean(slot, part);
                means[PARTS * slot + part] = upper((float) (old + pace * (sums[slot] / taught - old)));
            }
            days += 1f / PARTS;
        }
        Arrays.fill(sums, 0);
        taught = 0;
    }

    private static short upper(float value) {
        return (short) (Float.floatToIntBits(value) + 0x8000 >>> 16);
    }

    private static double cut(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }

    LightRhythm stored() {
        return new LightRhythm(means.clone(), sums.clone(), part, taught, days, plainError, error);
    }
}
