package dev.tocsin.bench.detection;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The raters' figures as text, one line per rater and set. */
final class DetectionTable {

    private final StringBuilder text = new StringBuilder(
            "%-34s %-13s %6s %6s %9s %9s %6s %6s %6s%n".formatted("rater", "set", "AP", "VUS-PR", "events", "false h/d",
                    "delay", "onset", "top 3"));

    void add(String rater, Map<DataFolder.Set, SetAppraisal> sets, double quietHoursPerDay) {
        sets.forEach((set, said) -> text.append(String.format(Locale.ROOT,
                "%-34s %-13s %6.3f %6.3f %4d/%-4d %9.2f %6s %6s %6s%n", rater, set.figure, said.ap(), said.vusPr(),
                said.hit(), said.events(), said.falseHoursPerDay(), shown(said.delayRows(), "%.1f"),
                shown(said.onsetRows(), "%.1f"), shown(said.attribution(), "%.2f"))));
        text.append(String.format(Locale.ROOT, "%-34s %-13s %33.2f%n", rater, "quiet", quietHoursPerDay));
    }

    private static String shown(OptionalDouble value, String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }

    /** One server's figures. */
    static String line(LabelledServer server, Appraisal said, int quietHours) {
        return String.format(Locale.ROOT, "%-13s %-12s %6.3f %6.3f %3d/%-3d %6.2f h/d  quiet %5.2f h/d", server.set(),
                server.name(), said.ap(), said.vusPr(), said.delays().length, said.events(),
                said.falseHours() / said.days(), quietHours / server.trainDays());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
