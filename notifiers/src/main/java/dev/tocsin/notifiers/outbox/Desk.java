package dev.tocsin.notifiers.outbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.digest.Digest;
import dev.tocsin.notifiers.ledger.Ledger;
import dev.tocsin.notifiers.outbox.DeliveryHealth.Phase;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.Reminder;
import dev.tocsin.notifiers.writing.AckedWriter;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * What one receiver has of its own in a delivery that it shares with others: its lanes, its bound, its calls under way.
 * Nothing that happens here delays another desk. Used by the loop's thread.
 */
final class Desk {

    private final Contact contact;
    private final Register register;
    private final Pigeonholes holes = new Pigeonholes();
    private final Dispatch dispatch;
    private final @Nullable Reminders reminders;
    private final int maxPending;
    private boolean full;

    /** @param maxPending most letters it holds; above it reads no further */
    Desk(Contact contact, Courier courier, Register register, DeliverySettings settings, int maxPending,
            DeliveryMetrics metrics, Instant now) {
        this.contact = contact;
        this.register = register;
        this.maxPending = maxPending;
        this.dispatch = new Dispatch(holes, courier, register, contact.circuit(), contact.budget(),
                settings.patience(), settings.inFlight());
        this.reminders = contact.receiver() instanceof Reminder receiver
                ? new Reminders(receiver, holes, metrics, now)
                : null;
    }

    Receiver receiver() {
        return contact.receiver();
    }

    Register register() {
        return register;
    }

    void open(TopicPartition partition, Map<String, ReceiverState> known) {
        holes.add(new Share(partition, contact.receiver(), register, known));
    }

    @Nullable
    Share share(TopicPartition partition) {
        return holes.share(partition);
    }

    Collection<Share> shares() {
        return holes.all();
    }

    /** Whether it takes no more letters for now; it does again when a quarter of its bound is free. */
    boolean isFull() {
        int letters = holes.letters();
        full = letters >= maxPending || full && letters > maxPending * 3 / 4;
        return full;
    }

    /** Settles what came back, sends what may go. */
    void turn(Instant now) {
        dispatch.collect(now);
        if (holes.incidents() > 0) {
            dispatch.send(now);
        }
        if (reminders != null) {
            reminders.turn(now);
        }
    }

    /** Settles what came back, sends nothing. */
    void settle(Instant now) {
        dispatch.collect(now);
        if (reminders != null) {
            reminders.collect(now);
        }
    }

    boolean hasUnderWay() {
        return dispatch.hasUnderWay();
    }

    boolean isBusy() {
        return holes.incidents() > 0;
    }

    boolean hasUnderWay(Collection<TopicPartition> partitions) {
        return partitions.stream().map(holes::share)
                .anyMatch(share -> share != null && share.hasUnderWay());
    }

    /** From now on nothing is written for these. */
    void giveUp(Collection<TopicPartition> partitions) {
        List.copyOf(holes.all()).stream().filter(share -> partitions.contains(share.partition()))
                .forEach(Share::giveUp);
        holes.remove(partitions);
    }

    DeliveryHealth health(String trouble, @Nullable Instant lastDelivered) {
        Instant last = dispatch.lastDelivered();
        return new DeliveryHealth(contact.name(), Phase.RUNNING, trouble.isEmpty() ? dispatch.trouble() : trouble,
                holes.all().size(), holes.incidents(), holes.oldest().orElse(null), contact.circuitState(),
                last == null ? lastDelivered : last);
    }

    /** One desk for each contact of a delivery. */
    static List<Desk> of(List<Contact> contacts, DeliverySettings settings, DeliverySerdes serdes, AckedWriter writer,
            Ledger ledger, Digest digest, DeliveryMetrics metrics,
            InstantSource clock) {
        int each = Math.max(settings.inFlight(), settings.maxPending() / contacts.size());
        return contacts.stream().map(contact -> {
            Register register = new Register(contact.name(), ledger, metrics, clock);
            Courier courier = new Courier(contact.receiver(), settings.receiverState(), serdes.stateWriter(), writer,
                    digest, clock);
            return new Desk(contact, courier, register, settings, each, metrics, clock.instant());
        }).toList();
    }
}
