package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;

/**
 * An open incident as the switchboard knows it: one row.
 *
 * @param task the partition that owns it, {@link Board#OWN_TASK} for the switchboard's own incident
 * @param event its newest transition
 * @param uncapped its highest tier so far, before any cap
 * @param told the tier it was told at so far; never falls
 * @param receivers names of those who were told, in order
 * @param sequence of its last notification, 0 before the first
 * @param cap what kept {@code told} under {@code uncapped} when it was last judged
 * @param heldSince event time since which it waits to be told, because Tocsin was behind
 */
public record Line(int task, IncidentEvent event, Tier uncapped, Tier told, List<String> receivers, long sequence,
        @Nullable Cap cap, @Nullable Instant heldSince) {

    public Line {
        receivers = List.copyOf(receivers);
    }

    static Line opened(int task, IncidentEvent event) {
        return new Line(task, event, event.tier(), Tier.NONE, List.of(), 0, null, null);
    }

    /** The key of its row: all of a service's rows begin with {@link #keyPrefix}. */
    public static String key(ServiceId service, IncidentId incident) {
        return keyPrefix(service) + incident;
    }

    /** What the keys of a service's rows, and no others, begin with. */
    public static String keyPrefix(ServiceId service) {
        return service + "\n";
    }

    public String key() {
        return key(service(), incident());
    }

    public IncidentId incident() {
        return event.incident();
    }

    public ServiceId service() {
        return event.service();
    }

    /** The service that probably caused it, null where none is named or it is its own. */
    public @Nullable ServiceId probableCause() {
        if (event.hypotheses().isEmpty()) {
            return null;
        }
        ServiceId first = event.hypotheses().getFirst().service();
        return first.equals(event.service()) ? null : first;
    }

    public boolean isHeld() {
        return heldSince != null;
    }

    /** Whether its signals are still true as far as is known. */
    boolean burns() {
        return event.transition() != Transition.CLEARING;
    }

    /** Whether no passing of time and no change of tuning can make it louder. */
    boolean isSettled() {
        return !isHeld() && told == uncapped && cap == null;
    }

    /** With a newer transition, which keeps what is known of the evidence where it brings none of its own. */
    Line seen(int speaker, IncidentEvent newer) {
        boolean bare = newer.steps().isEmpty();
        IncidentEvent known = new IncidentEvent(newer.incident(), newer.rule(), newer.ruleVersion(), newer.service(),
                newer.transition(), newer.tier(), newer.at(), newer.openedAt(), bare ? event.steps() : newer.steps(),
                bare ? event.orderConfidence() : newer.orderConfidence(), newer.reason(), newer.score(),
                newer.topMetrics().isEmpty() ? event.topMetrics() : newer.topMetrics(),
                newer.hypotheses().isEmpty() ? event.hypotheses() : newer.hypotheses(), newer.behind());
        return new Line(speaker, known, uncapped.or(newer.tier()), told, receivers, sequence, cap, heldSince);
    }

    Line held(Instant since) {
        return new Line(task, event, uncapped, told, receivers, sequence, cap, heldSince == null ? since : heldSince);
    }

    Line released() {
        return new Line(task, event, uncapped, told, receivers, sequence, cap, null);
    }

    Line judged(@Nullable Cap by) {
        return new Line(task, event, uncapped, told, receivers, sequence, by, heldSince);
    }

    Line told(Tier tier) {
        return new Line(task, event, uncapped, tier, receivers, sequence, cap, heldSince);
    }

    Line toldTo(List<String> fresh) {
        SortedSet<String> all = new TreeSet<>(receivers);
        all.addAll(fresh);
        return new Line(task, event, uncapped, told, List.copyOf(all), sequence, cap, heldSince);
    }

    Line numbered() {
        return new Line(task, event, uncapped, told, receivers, sequence + 1, cap, heldSince);
    }
}
