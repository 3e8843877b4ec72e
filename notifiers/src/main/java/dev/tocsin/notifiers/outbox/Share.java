package dev.tocsin.notifiers.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;

import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * One partition of the outbox while it is ours: what one receiver has of it: its lanes, how far it was read, and from where on something is owed. Used by the
 * loop's thread; only {@link #isOurs()} may be asked by others.
 */
final class Share {

    private static final long UNREAD = -1;

    private final TopicPartition partition;
    private final Receiver receiver;
    private final Lane.Journal journal;
    private final Map<String, ReceiverState> knownAtStart;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Set<Lane> busy = new LinkedHashSet<>();
    private long next = UNREAD;
    private boolean lagging;
    private volatile boolean ours = true;

    /** @param known what the receiver was last told, by incident */
    Share(TopicPartition partition, Receiver receiver, Lane.Journal journal, Map<String, ReceiverState> known) {
        this.partition = partition;
        this.receiver = receiver;
        this.journal = journal;
        this.knownAtStart = known;
    }

    /** The lane of an incident. */
    Lane lane(String incident) {
        return lanes.computeIfAbsent(incident, id -> new Lane(id, receiver, journal, knownAtStart.get(id)));
    }

    /** Lanes of incidents that the receiver holds open and of which nothing else is to be told. */
    List<Lane> reminded() {
        knownAtStart.values().stream().filter(ReceiverState::getOpen).forEach(state -> lane(state.getIncident()));
        return lanes.values().stream().filter(Lane::isReminded).toList();
    }

    /** Takes a letter of that lane. */
    void accept(Lane lane, Letter letter) {
        lane.accept(letter);
        noteBusy(lane);
    }

    /** To be called whenever a lane has changed. */
    void noteBusy(Lane lane) {
        if (lane.isIdle()) {
            busy.remove(lane);
            forgetIfNeverTold(lane);
        } else {
            busy.add(lane);
        }
    }

    private void forgetIfNeverTold(Lane lane) {
        if (lane.isNeverTold()) {
            lanes.remove(lane.incident());
        }
    }

    /** The record before this offset was read. */
    void readTo(long offset) {
        next = offset;
    }

    /** The next record it has to read; empty before the first. */
    OptionalLong next() {
        return next == UNREAD ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** It has no room for this record and those behind it: they are read again when it has. */
    void fallBehind(long offset) {
        lagging = true;
        next = offset;
    }

    /** It has read what the others have. */
    void caughtUp(long offset) {
        lagging = false;
        next = offset;
    }

    boolean isLagging() {
        return lagging;
    }

    /** The offset up to which nothing is owed; empty while that isn't known. */
    OptionalLong owedFrom() {
        long safe = busy.stream().map(Lane::heldOffset).flatMapToLong(OptionalLong::stream).min().orElse(next);
        return safe == UNREAD ? OptionalLong.empty() : OptionalLong.of(safe);
    }

    Collection<Lane> busy() {
        return List.copyOf(busy);
    }

    /** Incidents with something that waits to be told. */
    int pending() {
        return busy.isEmpty() ? 0 : (int) busy.stream().filter(lane -> lane.letters() > 0).count();
    }

    boolean hasUnderWay() {
        return busy.stream().anyMatch(Lane::isUnderWay);
    }

    int letters() {
        return busy.stream().mapToInt(Lane::letters).sum();
    }

    TopicPartition partition() {
        return partition;
    }

    /** Whether this instance still owns the partition. */
    boolean isOurs() {
        return ours;
    }

    /** From now on nothing is written for it. */
    void giveUp() {
        ours = false;
    }
}
