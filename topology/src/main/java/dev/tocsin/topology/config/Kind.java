package dev.tocsin.topology.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a configuration document is about. */
public enum Kind {
    METRIC_MAP("MetricMap", true), OWNERSHIP("Ownership", true), ROUTE("Route", true), //
    SUPPRESSION_RULE("SuppressionRule", true), CALENDAR_WINDOW("CalendarWindow", true), //
    SIGNALS("Signals", true), ESCALATION_RULE("EscalationRule", true), //
    DEPENDENCY_MAP("DependencyMap", true), DETECTOR_PROFILE("DetectorProfile", false);

    private final String spelling;
    private final boolean effective;

    Kind(String spelling, boolean effective) {
        this.spelling = spelling;
        this.effective = effective;
    }

    /** The value of {@code kind} in a document. */
    public String spelling() {
        return spelling;
    }

    /** Whether a document of this kind changes what this version does; the others are only checked and kept. */
    public boolean effective() {
        return effective;
    }

    public static Optional<Kind> of(String spelling) {
        return Arrays.stream(values()).filter(kind -> kind.spelling.equals(spelling)).findFirst();
    }

    public static List<String> spellings() {
        return Arrays.stream(values()).map(Kind::spelling).toList();
    }
}
