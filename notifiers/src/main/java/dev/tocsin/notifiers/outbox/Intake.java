package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
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

/** From records of the outbox to letters in lanes; holds back what can't be read now or would be too much. */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration READ_AGAIN = Duration.ofSeconds(2);

    private final DeliverySettings settings;
    private final DeliverySerdes serdes;
    private final Consumer<String, byte[]> consumer;
    private final Pigeonholes holes;
    private final Register register;
    private final InstantSource clock;
    private final Map<TopicPartition, Instant> heldUntil = new HashMap<>();
    private boolean full;
    private String trouble = "";

    Intake(DeliverySettings settings, DeliverySerdes serdes, Consumer<String, byte[]> consumer, Pigeonholes holes,
            Register register, InstantSource clock) {
        this.settings = settings;
        this.serdes = serdes;
        this.consumer = consumer;
        this.holes = holes;
        this.register = register;
        this.clock = clock;
    }

    /** What can't be read now; empty if all can. */
    String trouble() {
        return trouble;
    }

    /** Takes what was polled, each partition up to the first record that has to wait. */
    void accept(ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            Share share = holes.share(partition);
            for (ConsumerRecord<String, byte[]> record : records.records(partition)) {
                if (share == null || !accept(share, record)) {
                    break;
                }
            }
        }
    }

    /** Whether the next record may be read. */
    private boolean accept(Share share, ConsumerRecord<String, byte[]> record) {
        @Nullable
        Notification notification = null;
        try {
            if (record.value() != null) {
                notification = serdes.notification().deserialize(record.topic(), record.value());
            }
        } catch (RuntimeException e) {
            if (!serdes.unreadable().test(e)) {
                hold(share.partition(), record.offset(), e);
                return false;
            }
            register.unreadable(share.partition() + "-" + record.offset(), String.valueOf(record.key()),
                    AckedWriter.words(e), Instant.ofEpochMilli(record.timestamp()));
        }
        if (notification != null) {
            accept(share, notification, record.offset());
        }
        share.readTo(record.offset() + 1);
        return true;
    }

    private void accept(Share share, Notification notification, long offset) {
        Letter letter = new Letter(notification, offset, clock.instant());
        Lane lane = share.lane(notification.getIncident());
        String pager = settings.observedAs();
        if (pager != null && LedgerLines.wouldHavePaged(notification) && isNew(letter, lane)) {
            register.wouldHavePaged(pager, notification);
        }
        if (lane.concerns(letter)) {
            share.accept(lane, letter);
        }
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

    /** Pauses the consumer while too much waits, instead of not polling it. */
    void throttle(Instant now) {
        int letters = holes.letters();
        full = letters >= settings.maxPending() || full && letters > settings.maxPending() * 3 / 4;
        heldUntil.values().removeIf(until -> !now.isBefore(until));
        if (heldUntil.isEmpty()) {
            trouble = "";
        }
        Set<TopicPartition> assigned = consumer.assignment();
        Set<TopicPartition> toResume = new HashSet<>(consumer.paused());
        if (full) {
            consumer.pause(assigned);
        } else if (!toResume.isEmpty()) {
            toResume.removeAll(heldUntil.keySet());
            consumer.resume(toResume);
        }
    }
}
