package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.budget.Patience;
import dev.tocsin.notifiers.budget.Rates;

/**
 * How the delivery to one or several receivers runs.
 *
 * @param kafka client settings: {@code bootstrap.servers}, security and whatever else all clients share
 * @param group of consumers, which all receivers of the delivery share
 * @param outbox topic of notifications
 * @param receiverState topic, with as many partitions as the outbox
 * @param ledger topic of deliveries
 * @param rates how fast each receiver may be called
 * @param patience how each is called again when it fails
 * @param inFlight most calls at a time to each receiver, each on another incident
 * @param maxPending most letters held in memory, an equal share of them for each receiver; one above its share reads no
 *        further until it has room
 * @param drain how long a stop or a rebalance waits for what is under way
 * @param observedAs in whose name the ledger says {@code would_have_paged} of a notification that names nobody; null
 *        except for one delivery, else it would be said several times
 * @param known names of all receivers of the settings; empty where that doesn't matter
 */
public record DeliverySettings(Map<String, Object> kafka, String group, String outbox, String receiverState,
        String ledger, Rates rates, Patience patience, int inFlight, int maxPending, Duration drain,
        @Nullable String observedAs, Set<String> known) {

    private static final int IN_FLIGHT = 8;
    private static final int MAX_PENDING = 20_000;
    private static final Duration DRAIN = Duration.ofSeconds(18);

    public DeliverySettings {
        kafka = Map.copyOf(kafka);
        known = Set.copyOf(known);
        if (inFlight < 1 || maxPending < inFlight || drain.isNegative()) {
            throw new IllegalArgumentException("delivery of group " + group + " with inFlight " + inFlight
                    + ", maxPending " + maxPending + ", drain " + drain);
        }
    }

    /** The standard settings for topics under Tocsin's prefix. */
    public static DeliverySettings of(Map<String, Object> kafka, String group, String outbox, String receiverState,
            String ledger, Rates rates) {
        return new DeliverySettings(kafka, group, outbox, receiverState, ledger, rates, Patience.STANDARD, IN_FLIGHT,
                MAX_PENDING, DRAIN, null, Set.of());
    }

    /** The same, saying in the ledger what would have paged without observe mode. */
    public DeliverySettings observedAs(String pager) {
        return new DeliverySettings(kafka, group, outbox, receiverState, ledger, rates, patience, inFlight, maxPending,
                drain, pager, known);
    }

    /** The same with other patience and drain. */
    public DeliverySettings with(Patience other, Duration drainFor) {
        return new DeliverySettings(kafka, group, outbox, receiverState, ledger, rates, other, inFlight, maxPending,
                drainFor, observedAs, known);
    }

    /** The same with another bound of memory. */
    public DeliverySettings holding(int most) {
        return new DeliverySettings(kafka, group, outbox, receiverState, ledger, rates, patience, inFlight, most, drain,
                observedAs, known);
    }

    /** The same, knowing which receivers there are. */
    public DeliverySettings among(Set<String> all) {
        return new DeliverySettings(kafka, group, outbox, receiverState, ledger, rates, patience, inFlight, maxPending,
                drain, observedAs, all);
    }
}
