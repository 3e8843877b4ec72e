package dev.tocsin.detectors.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.tocsin.detectors.Drift;
import dev.tocsin.detectors.Health;
import dev.tocsin.detectors.Health.Exceedance;
import dev.tocsin.detectors.Phase;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.Verdict;
import dev.tocsin.detectors.stored.StoredModel.StoredWatch;

/**
 * A model's own record: hours with an alarm, and how often scores were how high, as exponentially weighted averages of a
 * day and a week. A share of hours, not of windows, as the budget is counted.
 */
public final class SelfWatch {

    private static final double DAY = 24;
    private static final double WEEK = 7 * DAY;

    private final float[] beyond;
    private float lastDay;
    private float lastWeek;
    private int window;
    private boolean alarmed;

    public SelfWatch(StoredWatch stored) {
        this.beyond = stored.beyond().clone();
        this.lastDay = stored.lastDay();
        this.lastWeek = stored.lastWeek();
        this.window = stored.window();
        this.alarmed = stored.alarmed();
    }

    /** Takes note of a verdict that judges. */
    public void note(Verdict verdict, Profile profile) {
        int windowsPerHour = profile.windows(Duration.ofHours(1));
        double rate = 1 / (WEEK * windowsPerHour);
        for (int score = 1; score <= beyond.length; score++) {
            beyond[score - 1] += (float) (rate * ((verdict.score() > score ? 1 : 0) - beyond[score - 1]));
        }
        alarmed |= verdict.anomalous();
        if (++window >= windowsPerHour) {
            lastDay += (float) (((alarmed ? DAY : 0) - lastDay) / DAY);
            lastWeek += (float) (((alarmed ? DAY : 0) - lastWeek) / WEEK);
            window = 0;
            alarmed = false;
        }
    }

    public Health health(Phase phase, Profile profile, List<Drift> drifts) {
        List<Exceedance> exceedances = new ArrayList<>();
        for (int score = 1; score <= beyond.length; score++) {
            exceedances.add(new Exceedance(score, Math.pow(10, -score), beyond[score - 1]));
        }
        return new Health(phase, lastDay, lastWeek, profile.falseAlarmHoursPerDay(), exceedances, drifts);
    }

    public StoredWatch stored() {
        return new StoredWatch(beyond.clone(), lastDay, lastWeek, window, alarmed);
    }
}
