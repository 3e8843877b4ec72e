package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Severity;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.route.Owner;

/**
 * One message about an incident to some receivers, numbered per incident from 1 without a gap.
 *
 * @param event the incident's newest transition, with its evidence
 * @param action the same for all {@code receivers}
 * @param tier it is told at, after every cap; never above {@code uncappedTier}
 * @param wouldPage names of those who would be paged but for observe mode; none where it isn't that which caps a page
 * @param receivers names, in order, at least one
 * @param at effective or event time at which it became true that it be told
 * @param summary one line for a person: what, where, since when; at most 200 characters
 * @param reason why it is told now
 * @param cappedBy {@code kind/namespace/name@version} of a document, {@code observe} or {@code covered by <incident>};
 *         null where the tier is the incident's own, or it climbed only while it was held
 * @param owner who answers for the service, null where nobody is known
 * @param labels the owner's, and {@code refresh=true} where nothing changed that anybody need know; {@code summary=behind} on a summary
 * @param lines of a summary, worst first; else none
 */
public record Notification(IncidentEvent event, long sequence, Action action, Tier tier, Tier uncappedTier,
        @Nullable String cappedBy, List<String> wouldPage, List<String> receivers, Instant at, String summary,
        String reason,
        @Nullable Owner owner, Map<String, String> labels, List<SummaryLine> lines) {

    /** On what only redraws a card. */
    public static final Map<String, String> REFRESH = Map.of("refresh", "true");

    /** On the summary of what happened while Tocsin was behind. */
    public static final Map<String, String> BEHIND = Map.of("summary", "behind");

    /** The names of labels that say what kind of message it is; no owner's label may have them. */
    public static final Set<String> RESERVED = Set.of("refresh", "summary");

    public Notification {
        wouldPage = List.copyOf(wouldPage);
        receivers = List.copyOf(receivers);
        labels = Map.copyOf(labels);
        lines = List.copyOf(lines);
        if (receivers.isEmpty() || sequence < 1 || !uncappedTier.atLeast(tier) || tier == Tier.NONE) {
            throw new IllegalArgumentException("notification " + event.incident() + "#" + sequence + " of tier " + tier
                    + " (uncapped " + uncappedTier + ") to " + receivers);
        }
    }

    /** {@code incident#sequence}. */
    public String id() {
        return event.incident() + "#" + sequence;
    }

    public Severity severity() {
        return Severity.of(tier);
    }
}
