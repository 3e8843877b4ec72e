package dev.tocsin.topology.config.spec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.tocsin.topology.config.Checked;
import dev.tocsin.topology.config.Document;
import dev.tocsin.topology.config.Problem;

/** Reads what a document says; whether what it refers to exists is asked elsewhere. */
public final class ContentReader {

    private ContentReader() {}

    /**
     * @param version the document's, kept where its effect is recorded
     * @param at when it was said: recurrences are laid out around it
     */
    public static Checked<Content> read(Document document, long version, Instant at) {
        List<Problem> problems = new ArrayList<>();
        Field spec = new Field("/spec", document.spec(), problems);
        Optional<? extends Content> content = switch (document.kind()) {
            case SUPPRESSION_RULE -> SuppressionRuleReader.read(spec, origin(document, version));
            case CALENDAR_WINDOW -> CalendarWindowReader.read(spec, origin(document, version), at);
            case SIGNALS -> Optional.of(SignalsReader.read(spec));
            case DEPENDENCY_MAP -> DependencyMapReader.read(spec, document.key().namespace());
            case ESCALATION_RULE -> EscalationRuleReader.read(spec, document.name());
            case METRIC_MAP -> MetricMapReader.read(spec, document.key());
            case OWNERSHIP -> OwnershipReader.read(spec, origin(document, version));
            case ROUTE -> RouteReader.read(spec, origin(document, version));
            case DETECTOR_PROFILE -> DetectorProfileReader.read(spec, origin(document, version));
        };
        return problems.isEmpty() && content.isPresent()
                ? new Checked.Sound<>(content.get())
                : new Checked.Faulty<>(problems);
    }

    private static dev.tocsin.escalation.suppression.Document origin(Document document, long version) {
        return new dev.tocsin.escalation.suppression.Document(document.kind().spelling(), document.key().namespace(),
                document.name(), Long.toString(version));
    }
}
