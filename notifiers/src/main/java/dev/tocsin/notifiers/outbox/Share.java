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
 * One partition of the outbox while it is ours: its lanes, how far it was read, and what may be committed. Used by the
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
    private long committed = UNREAD;
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

    /** The offset up to which nothing is owed, if it is ahead of what was committed. */
    OptionalLong toCommit() {
        long safe = busy.stream().map(Lane::heldOffset).flatMapToLong(OptionalLong::stream).min().orElse(next);
        return safe > committed && safe != UNREAD ? OptionalLong.of(safe) : OptionalLong.empty();
    }

    void committed(long offset) {
        committed = offset;
    }

    Collection<Lane> busy() {
        return List.copyOf(busy);
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
