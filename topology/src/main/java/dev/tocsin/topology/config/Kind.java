package dev.tocsin.topology.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a configuration document is about. */
public enum Kind {
    METRIC_MAP("MetricMap"), OWNERSHIP("Ownership"), ROUTE("Route"), SUPPRESSION_RULE("SuppressionRule"), //
    CALENDAR_WINDOW("CalendarWindow"), SIGNALS("Signals"), ESCALATION_RULE("EscalationRule"), //
    DEPENDENCY_MAP("DependencyMap"), DETECTOR_PROFILE("DetectorProfile");

    private final String spelling;

    Kind(String spelling) {
        this.spelling = spelling;
    }

    /** The value of {@code kind} in a document. */
    public String spelling() {
        return spelling;
    }

    public static Optional<Kind> of(String spelling) {
        return Arrays.stream(values()).filter(kind -> kind.spelling.equals(spelling)).findFirst();
    }

    public static List<String> spellings() {
        return Arrays.stream(values()).map(Kind::spelling).toList();
    }
}
