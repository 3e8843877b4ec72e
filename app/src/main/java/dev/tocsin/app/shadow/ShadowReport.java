package dev.tocsin.app.shadow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a candidate compares with the profile in force.
 *
 * @param versions of the candidate that were seen
 * @param windows that both have judged
 * @param unjudged windows that one of them had no score for
 * @param serviceDays how much time the windows cover
 * @param agreement share of windows of which both said the same, null without any
 * @param both windows that both found anomalous
 * @param incidents those the profile in force led to, on services that were compared
 */
record ShadowReport(String candidate, List<String> versions, Instant since, Instant until, int services, long windows,
        long unjudged, @JsonProperty("service_days") double serviceDays, @JsonProperty("in_force") Alarms inForce,
        @JsonProperty("candidate_alarms") Alarms candidateAlarms, @Nullable Double agreement, long both,
        @JsonProperty("only_in_force") long onlyInForce, @JsonProperty("only_candidate") long onlyCandidate,
        @JsonProperty("examples_only_in_force") List<Example> examplesOnlyInForce,
        @JsonProperty("examples_only_candidate") List<Example> examplesOnlyCandidate, List<Incident> incidents) {

    /**
     * What one of the two found anomalous.
     *
     * @param hours started hours of a service with an alarm
     * @param hoursPerServiceDay null where nothing was judged
     */
    record Alarms(long windows, long hours,
            @JsonProperty("hours_per_service_day") @Nullable Double hoursPerServiceDay) {}

    /**
     * A window that only one of them found anomalous.
     *
     * @param at its end
     * @param score of the one that did
     */
    record Example(String service, Instant at, double score, @Nullable String metric) {}

    /**
     * An incident, and when each of them first found its service anomalous, from half an hour before it opened to its last
     * change; null where it didn't.
     */
    record Incident(String incident, @JsonProperty("opened_at") Instant openedAt, String tier,
            @JsonProperty("in_force_at") @Nullable Instant inForceAt,
            @JsonProperty("candidate_at") @Nullable Instant candidateAt) {

        /** How much earlier the candidate was, negative where it was later; null unless both found it. */
        @JsonProperty("lead_seconds")
        @Nullable
        Long leadSeconds() {
            return inForceAt == null || candidateAt == null
                    ? null
                    : Duration.between(candidateAt, inForceAt).toSeconds();
        }
    }

    /** The middle lead over the incidents that both found, null without any. */
    @JsonProperty("median_lead_seconds")
    @Nullable
    Long medianLeadSeconds() {
        List<Long> leads = incidents.stream().map(Incident::leadSeconds).filter(Objects::nonNull).sorted().toList();
        return leads.isEmpty() ? null : leads.get((leads.size() - 1) / 2);
    }
}
