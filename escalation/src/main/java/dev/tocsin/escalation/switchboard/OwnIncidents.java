package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;

/** The incidents the switchboard opens itself, since it alone sees all tasks. */
public final class OwnIncidents {

    /** Over half of all services went silent at once: the bell is blind. */
    public static final String TELEMETRY_STOPPED = "telemetry-stopped";

    /** What began and ended while Tocsin was behind. */
    public static final String BEHIND = "while-behind";

    /** The names under which incidents are opened here, and not by a rule; a storm stands for many services of one rule. */
    public static final Set<String> RULES = Stream.concat(Stream.of(TELEMETRY_STOPPED, BEHIND),
            Arrays.stream(Tier.values()).map(tier -> stormRule(tier))).collect(Collectors.toUnmodifiableSet());

    private static final ServiceId TELEMETRY = new ServiceId(ServiceId.DEFAULT_NAMESPACE, "telemetry");

    private static final ServiceId TOCSIN = new ServiceId(ServiceId.DEFAULT_NAMESPACE, "tocsin");

    private OwnIncidents() {}

    public static boolean isOwn(String rule) {
        return RULES.contains(rule);
    }

    /**
     * What a task passes on to the switchboard where somebody says that they work on an incident of its own: the
     * switchboard alone knows whether it is open, and how loud.
     *
     * @param at event time
     */
    public static Optional<IncidentEvent> acknowledged(Feedback said, Instant at) {
        IncidentId incident = said.incident();
        if (incident == null || said.kind() != Feedback.Kind.ACK || !incident.mayBeOf(said.service())) {
            return Optional.empty();
        }
        return incident.rule().filter(OwnIncidents::isOwn).map(rule -> new IncidentEvent(incident, rule, "",
                said.service(), Transition.ACKNOWLEDGED, Tier.NONE, at, at, List.of(), OrderConfidence.HIGH,
                said.reason(), Double.NaN, List.of(), List.of(), Duration.ZERO));
    }

    static IncidentId telemetryStopped(Instant openedAt) {
        return IncidentId.of(TELEMETRY_STOPPED, TELEMETRY, openedAt);
    }

    static IncidentEvent telemetryStopped(Instant now, Census census) {
        return event(TELEMETRY_STOPPED, TELEMETRY, Transition.OPENED, Tier.PAGE, now, now,
                census.silent() + " of " + census.services() + " services are silent");
    }

    static IncidentEvent telemetryBack(Instant openedAt, Instant now, Census census) {
        return event(TELEMETRY_STOPPED, TELEMETRY, Transition.RESOLVED, Tier.PAGE, now, openedAt,
                (census.services() - census.silent()) + " of " + census.services() + " services report again");
    }

    static IncidentEvent behind(Missed missed, Instant now) {
        return event(BEHIND, TOCSIN, Transition.RESOLVED, Tier.DIGEST, now, now,
                "caught up; " + missed.count() + " began and ended meanwhile");
    }

    static IncidentId storm(Storm storm, Instant openedAt) {
        return IncidentId.of(stormRule(storm), stormService(storm), openedAt);
    }

    static IncidentEvent stormBegan(Storm storm, Instant now) {
        return event(stormRule(storm), stormService(storm), Transition.OPENED, storm.tier(), now, now, storm.services()
                + " services within 2 min; further ones are counted here and told in the digest");
    }

    static IncidentEvent stormGoesOn(Storm storm, Instant openedAt, Instant now,
            Map.@Nullable Entry<ServiceId, Integer> behind) {
        String cause = behind == null
                ? ""
                : "; probably behind it: " + behind.getKey() + " (named by " + behind.getValue() + ")";
        return event(stormRule(storm), stormService(storm), Transition.ESCALATED, storm.tier(), now, openedAt,
                storm.services() + " services at once" + cause);
    }

    static IncidentEvent stormOver(Storm storm, Instant openedAt, Instant now) {
        return event(stormRule(storm), stormService(storm), Transition.RESOLVED, storm.tier(), now, openedAt,
                "fewer than " + Storm.MOST_ALONE + " services left");
    }

    private static String stormRule(Storm storm) {
        return stormRule(storm.tier());
    }

    private static String stormRule(Tier tier) {
        return "storm-" + tier.name().toLowerCase(Locale.ROOT);
    }

    private static ServiceId stormService(Storm storm) {
        return new ServiceId(ServiceId.DEFAULT_NAMESPACE, storm.rule());
    }

    private static IncidentEvent event(String rule, ServiceId service, Transition transition, Tier tier, Instant at,
            Instant openedAt, String reason) {
        return new IncidentEvent(IncidentId.of(rule, service, openedAt), rule, "", service, transition, tier, at,
                openedAt, List.of(), OrderConfidence.HIGH, reason, Double.NaN, List.of(), List.of(), Duration.ZERO);
    }
}
