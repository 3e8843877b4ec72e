package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.v1.Notification;

/**
 * Reads again, for desks that had no room, what the others have read meanwhile: by a consumer of its own without a group,
 * open only while somebody is behind, so that nobody else waits for it.
 */
final class CatchUp implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(5);

    private final DeliverySerdes serdes;
    private final Supplier<Consumer<String, byte[]>> opening;
    private final List<Desk> desks;
    private final Intake intake;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private @Nullable Consumer<String, byte[]> consumer;

    /** @param opening makes a consumer without a group */
    CatchUp(DeliverySerdes serdes, Supplier<Consumer<String, byte[]>> opening, List<Desk> desks, Intake intake) {
        this.serdes = serdes;
        this.opening = opening;
        this.desks = desks;
        this.intake = intake;
    }

    /** One step for all who have room again, up to where the others are. */
    void turn(Consumer<String, byte[]> ahead) {
        Map<TopicPartition, Long> from = new HashMap<>();
        boolean behind = false;
        for (Desk desk : desks) {
            for (Share share : desk.shares()) {
                behind |= share.isLagging();
                if (share.isLagging() && !desk.isFull()) {
                    share.next().ifPresent(next -> from.merge(share.partition(), next, Math::min));
                }
            }
        }
        if (!behind) {
            close();
        } else if (!from.isEmpty()) {
            read(from, ahead);
        }
    }

    private void read(Map<TopicPartition, Long> from, Consumer<String, byte[]> ahead) {
        Consumer<String, byte[]> reader = open();
        if (!positions.keySet().equals(from.keySet())) {
            reader.assign(from.keySet());
            positions.clear();
        }
        from.forEach((partition, offset) -> {
            if (!offset.equals(positions.put(partition, offset))) {
                reader.seek(partition, offset);
            }
        });
        var records = reader.poll(POLL);
        for (TopicPartition partition : from.keySet()) {
            positions.put(partition, reader.position(partition));
            give(records.records(partition), partition, reader.position(partition), ahead.position(partition));
        }
    }

    /**
     * Each takes what it hasn't read, up to the first record for which it has no room.
     *
     * @param reached the offset behind these records
     * @param end where the others are
     */
    private void give(List<ConsumerRecord<String, byte[]>> records, TopicPartition partition, long reached, long end) {
        List<Desk> reading = new ArrayList<>(desks.stream().filter(desk -> isReading(desk, partition)).toList());
        long behind = Math.min(reached, end);
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.offset() >= end) {
                break;
            }
            Optional<Optional<Notification>> read = read(record);
            if (read.isEmpty()) {
                behind = record.offset();
                break;
            }
            reading.removeIf(desk -> !take(desk, partition, read.get(), record.offset()));
        }
        for (Desk desk : reading) {
            advance(desk, partition, behind, end);
        }
    }

    private boolean take(Desk desk, TopicPartition partition, Optional<Notification> notification, long offset) {
        Share share = desk.share(partition);
        if (share == null || share.next().orElse(offset) > offset) {
            return true;
        }
        boolean taken = notification.isEmpty() || intake.take(desk, share, notification.get(), offset);
        share.fallBehind(taken ? offset + 1 : offset);
        return taken;
    }

    private static void advance(Desk desk, TopicPartition partition, long behind, long end) {
        Share share = desk.share(partition);
        if (share != null) {
            long next = Math.max(share.next().orElse(behind), behind);
            if (next >= end) {
                share.caughtUp(end);
            } else {
                share.fallBehind(next);
            }
        }
    }

    private static boolean isReading(Desk desk, TopicPartition partition) {
        Share share = desk.share(partition);
        return share != null && share.isLagging() && !desk.isFull();
    }

    /** What stands there, nothing where that can never be read; empty where it can't be read now. */
    private Optional<Optional<Notification>> read(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(Optional.ofNullable(record.value())
                    .map(value -> serdes.notification().deserialize(record.topic(), value)));
        } catch (RuntimeException e) {
            return serdes.unreadable().test(e) ? Optional.of(Optional.empty()) : Optional.empty();
        }
    }

    private Consumer<String, byte[]> open() {
        Consumer<String, byte[]> open = consumer == null ? opening.get() : consumer;
        consumer = open;
        return open;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
            positions.clear();
        }
    }
}
