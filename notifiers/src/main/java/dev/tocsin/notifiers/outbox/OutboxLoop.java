package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.notifiers.ledger.Ledger;
import dev.tocsin.notifiers.state.ReceiverStates;
import dev.tocsin.notifiers.writing.AckedWriter;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * One life of a consumer: reads the outbox to the desks of all receivers of the delivery, lets them send what may go,
 * commits only behind what every one of them has delivered. All of it on one thread, which never waits for a receiver.
 */
final class OutboxLoop implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxLoop.class);

    private static final Duration BUSY = Duration.ofMillis(15);
    private static final Duration WAITING = Duration.ofMillis(50);
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
    private static final Duration COMMIT_WITHIN = Duration.ofSeconds(5);
    private static final Duration READ_STATES_WITHIN = Duration.ofSeconds(60);
    /** Longer than the outbox keeps anything that could still be read. */
    private static final Duration FORGET_CLOSED = Duration.ofDays(35);

    private final DeliverySettings settings;
    private final DeliverySerdes serdes;
    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final AckedWriter writer;
    private final ReceiverStates states;
    private final List<Desk> desks;
    private final Intake intake;
    private final CatchUp catchUp;
    private final Strangers strangers;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private Instant lastCommit;

    /** @param again makes a consumer without a group, for desks that fell behind */
    OutboxLoop(DeliverySettings settings, DeliverySerdes serdes,
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            Supplier<org.apache.kafka.clients.consumer.Consumer<String, byte[]>> again, AckedWriter writer,
            List<Desk> desks, Register register, Ledger ledger, InstantSource clock) {
        this.settings = settings;
        this.serdes = serdes;
        this.consumer = consumer;
        this.writer = writer;
        this.states = new ReceiverStates(settings.kafka(), settings.receiverState(), serdes.stateReader());
        this.desks = desks;
        this.ledger = ledger;
        this.clock = clock;
        this.lastCommit = clock.instant();
        this.strangers = new Strangers(settings.known());
        this.intake = new Intake(settings, serdes, consumer, desks, register, strangers, clock);
        this.catchUp = new CatchUp(serdes, again, desks, intake);
    }

    /**
     * Runs until told to stop, then lets what is under way finish and commits.
     *
     * @param report hears after every turn what is wrong with the outbox; empty if nothing is
     */
    void run(BooleanSupplier stopping, Consumer<String> report) {
        try (catchUp) {
            consumer.subscribe(List.of(settings.outbox()), this);
            while (!stopping.getAsBoolean()) {
                intake.accept(consumer.poll(pause()));
                catchUp.turn(consumer);
                Instant now = clock.instant();
                desks.forEach(desk -> desk.turn(now));
                ledger.advance();
                intake.throttle(now);
                commitIfDue(now);
                report.accept(intake.trouble());
            }
            giveUp(List.copyOf(consumer.assignment()));
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<String, Map<Integer, Map<String, ReceiverState>>> known = states.read(
                desks.stream().map(desk -> desk.receiver().name()).collect(Collectors.toSet()),
                partitions.stream().map(TopicPartition::partition).toList(), READ_STATES_WITHIN);
        LOG.info("{} reads {}, {} of its {} receivers know incidents", settings.group(), partitions, known.size(),
                desks.size());
        for (Desk desk : desks) {
            Map<Integer, Map<String, ReceiverState>> ofDesk = known.getOrDefault(desk.receiver().name(), Map.of());
            for (TopicPartition partition : partitions) {
                Map<String, ReceiverState> ofPartition = ofDesk.getOrDefault(partition.partition(), Map.of());
                forgetLongClosed(desk, partition.partition(), ofPartition.values());
                desk.open(partition, ofPartition);
            }
        }
    }

    /** Lets what is under way finish, so that the next owner needn't tell it again. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        giveUp(partitions);
    }

    /** They have another owner already: what is under way may be told twice, but its state isn't written by us. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void giveUp(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + settings.drain().toNanos();
        try {
            settle();
            while (desks.stream().anyMatch(desk -> desk.hasUnderWay(partitions))
                    && System.nanoTime() - deadline < 0) {
                Thread.sleep(BUSY);
                settle();
            }
            settleLedger();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commit(partitions);
        forget(partitions);
    }

    private void settle() {
        Instant now = clock.instant();
        desks.forEach(desk -> desk.settle(now));
        ledger.advance();
    }

    private void forget(Collection<TopicPartition> partitions) {
        desks.forEach(desk -> desk.giveUp(partitions));
        strangers.forget(partitions);
        partitions.forEach(committed::remove);
    }

    private void settleLedger() throws InterruptedException {
        long deadline = System.nanoTime() + COMMIT_WITHIN.toNanos();
        ledger.advance();
        while (!ledger.settled() && System.nanoTime() - deadline < 0) {
            Thread.sleep(BUSY);
            ledger.advance();
        }
    }

    private Duration pause() {
        if (desks.stream().anyMatch(Desk::hasUnderWay)) {
            return BUSY;
        }
        return desks.stream().anyMatch(Desk::isBusy) || !ledger.settled() ? WAITING : QUIET;
    }

    private void commitIfDue(Instant now) {
        if (!now.isBefore(lastCommit.plus(COMMIT_EVERY))) {
            lastCommit = now;
            commit(consumer.assignment());
        }
    }

    private void commit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        if (ledger.settled()) {
            partitions.forEach(partition -> owedFrom(partition)
                    .filter(offset -> offset > committed.getOrDefault(partition, -1L))
                    .ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset))));
        }
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, COMMIT_WITHIN);
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        } catch (RetriableException | CommitFailedException e) {
            LOG.info("{} commits later: {}", settings.group(), AckedWriter.words(e));
        }
    }

    /** The offset before which no receiver is owed anything; empty while one of them has read nothing. */
    private Optional<Long> owedFrom(TopicPartition partition) {
        long least = strangers.oldest(partition, clock.instant()).orElse(Long.MAX_VALUE);
        for (Desk desk : desks) {
            Share share = desk.share(partition);
            OptionalLong owed = share == null ? OptionalLong.empty() : share.owedFrom();
            if (owed.isEmpty()) {
                return Optional.empty();
            }
            least = Math.min(least, owed.getAsLong());
        }
        return Optional.of(least);
    }

    /** A tombstone that doesn't arrive is written again the next time. */
    private void forgetLongClosed(Desk desk, int partition, Collection<ReceiverState> known) {
        Instant before = clock.instant().minus(FORGET_CLOSED);
        known.stream().filter(state -> !state.getOpen() && state.getUpdatedAt().isBefore(before))
                .forEach(state -> writer.begin(settings.receiverState(), partition,
                        ReceiverStates.key(desk.receiver().name(), state.getIncident()), null, serdes.stateWriter()));
    }
}
