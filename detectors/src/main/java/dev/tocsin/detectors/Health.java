package dev.tocsin.detectors;

import java.util.List;

/**
 * How well a model keeps its word.
 *
 * @param alarmHoursLastDay hours with an alarm per day, over about a day
 * @param alarmHoursLastWeek the same, over about a week
 * @param budgetHours what it may have
 * @param exceedances how often scores were how high, over about a week
 * @param drifts metrics that have wandered off and aren't learned yet
 */
public record Health(Phase phase, double alarmHoursLastDay, double alarmHoursLastWeek, double budgetHours,
        List<Exceedance> exceedances, List<Drift> drifts) {

    /** Shares of windows that differ from what was promised by less than this factor are as promised. */
    private static final double TOLERATED = 4;
    private static final double FAR_OVER = 2;

    /**
     * How often a score was beyond a whole number.
     *
     * @param promised share of windows, {@code 10^-score}
     * @param observed share of windows
     */
    public record Exceedance(int score, double promised, double observed) {

        /** Whether no more windows were beyond it than promised, by the factor that is tolerated. */
        public boolean kept() {
            return observed <= TOLERATED * promised;
        }
    }

    public Health {
        exceedances = List.copyOf(exceedances);
        drifts = List.copyOf(drifts);
    }

    /** Alarm hours of the last week in budgets. */
    public double budgets() {
        return alarmHoursLastWeek / budgetHours;
    }

    /** Whether it has alarmed for over twice its budget, both over a day and over a week. */
    public boolean overBudget() {
        return Math.min(alarmHoursLastDay, alarmHoursLastWeek) > FAR_OVER * budgetHours;
    }

    /** Whether scores mean what they say. */
    public boolean calibrated() {
        return exceedances.stream().allMatch(Exceedance::kept);
    }
}
