package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.notifiers.ledger.LedgerLines;
import dev.tocsin.notifiers.writing.AckedWriter;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * From records of the outbox to letters at desks. A record is read once for all of them; a desk without room falls behind
 * alone, and what can't be read now is held back for all.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration READ_AGAIN = Duration.ofSeconds(2);

    private final DeliverySettings settings;
    private final DeliverySerdes serdes;
    private final Consumer<String, byte[]> consumer;
    private final List<Desk> desks;
    private final Register register;
    private final Strangers strangers;
    private final InstantSource clock;
    private final Map<TopicPartition, Instant> heldUntil = new HashMap<>();
    private String trouble = "";

    /** @param register of what concerns no single receiver */
    Intake(DeliverySettings settings, DeliverySerdes serdes, Consumer<String, byte[]> consumer, List<Desk> desks,
            Register register, Strangers strangers, InstantSource clock) {
        this.settings = settings;
        this.serdes = serdes;
        this.consumer = consumer;
        this.desks = desks;
        this.register = register;
        this.strangers = strangers;
        this.clock = clock;
    }

    /** What can't be read now; empty if all can. */
    String trouble() {
        return trouble;
    }

    /** Takes what was polled, each partition up to the first record that has to wait. */
    void accept(ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<String, byte[]> record : records.records(partition)) {
                if (!accept(partition, record)) {
                    break;
                }
            }
        }
    }

    /** Whether the next record may be read. */
    private boolean accept(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
        @Nullable
        Notification notification = null;
        try {
            if (record.value() != null) {
                notification = serdes.notification().deserialize(record.topic(), record.value());
            }
        } catch (RuntimeException e) {
            if (!serdes.unreadable().test(e)) {
                hold(partition, record.offset(), e);
                return false;
            }
            register.unreadable(partition + "-" + record.offset(), String.valueOf(record.key()),
                    AckedWriter.words(e), Instant.ofEpochMilli(record.timestamp()));
        }
        if (notification != null) {
            strangers.note(partition, record.offset(), notification, clock.instant());
        }
        for (Desk desk : desks) {
            offer(desk, partition, notification, record.offset());
        }
        return true;
    }

    private void offer(Desk desk, TopicPartition partition, @Nullable Notification notification, long offset) {
        Share share = desk.share(partition);
        if (share == null || share.isLagging()) {
            return;
        }
        if (notification != null && !take(desk, share, notification, offset)) {
            LOG.info("{} has no room and falls behind at {}-{}", desk.receiver().name(), partition, offset);
            share.fallBehind(offset);
            return;
        }
        share.readTo(offset + 1);
    }

    /** Gives a letter to a desk it concerns; false if there is no room for it. */
    boolean take(Desk desk, Share share, Notification notification, long offset) {
        Letter letter = new Letter(notification, offset, clock.instant());
        Lane lane = share.lane(notification.getIncident());
        boolean concerns = lane.concerns(letter);
        if (concerns && desk.isFull()) {
            return false;
        }
        String pager = settings.observedAs();
        if (pager != null && desk.equals(desks.getFirst()) && LedgerLines.wouldHavePaged(notification)
                && isNew(letter, lane)) {
            LedgerLines.pagers(notification, pager)
                    .forEach(name -> register.wouldHavePaged(name, notification));
        }
        if (concerns) {
            share.accept(lane, letter);
        } else {
            share.noteBusy(lane);
        }
        return true;
    }

    private static boolean isNew(Letter letter, Lane lane) {
        ReceiverState known = lane.known();
        return known == null || letter.sequence() > known.getSequence();
    }

    /** What can't be read now may be readable later: nothing behind it is told until then. */
    private void hold(TopicPartition partition, long offset, RuntimeException e) {
        trouble = partition + " is held at " + offset + ": " + AckedWriter.words(e);
        LOG.warn("{}: {}", settings.group(), trouble);
        consumer.seek(partition, offset);
        consumer.pause(Set.of(partition));
        heldUntil.put(partition, clock.instant().plus(READ_AGAIN));
    }

    /** Pauses the consumer while no desk has room, instead of not polling it. */
    void throttle(Instant now) {
        heldUntil.values().removeIf(until -> !now.isBefore(until));
        if (heldUntil.isEmpty()) {
            trouble = "";
        }
        Set<TopicPartition> toResume = new HashSet<>(consumer.paused());
        if (desks.stream().allMatch(Desk::isFull)) {
            consumer.pause(consumer.assignment());
        } else if (!toResume.isEmpty()) {
            toResume.removeAll(heldUntil.keySet());
            consumer.resume(toResume);
        }
    }
}
