package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.notifiers.ledger.Ledger;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.state.ReceiverStates;
import dev.tocsin.notifiers.writing.AckedWriter;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * One life of a consumer: reads the outbox into lanes, sends what may go, commits only behind what is delivered. All of
 * it on one thread, which never waits for a receiver.
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

    private final Receiver receiver;
    private final DeliverySettings settings;
    private final DeliverySerdes serdes;
    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final AckedWriter writer;
    private final ReceiverStates states;
    private final Intake intake;
    private final Pigeonholes holes;
    private final Dispatch dispatch;
    private final Register register;
    private final Ledger ledger;
    private final InstantSource clock;
    private Instant lastCommit;

    OutboxLoop(Receiver receiver, DeliverySettings settings, DeliverySerdes serdes,
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer, AckedWriter writer, Pigeonholes holes,
            Dispatch dispatch, Register register, Ledger ledger, InstantSource clock) {
        this.receiver = receiver;
        this.settings = settings;
        this.serdes = serdes;
        this.consumer = consumer;
        this.writer = writer;
        this.states = new ReceiverStates(settings.kafka(), settings.receiverState(), serdes.stateReader());
        this.holes = holes;
        this.dispatch = dispatch;
        this.register = register;
        this.ledger = ledger;
        this.clock = clock;
        this.lastCommit = clock.instant();
        this.intake = new Intake(settings, serdes, consumer, holes, register, clock);
    }

    /**
     * Runs until told to stop, then lets what is under way finish and commits.
     *
     * @param report hears after every turn what is wrong; empty if nothing is
     */
    void run(BooleanSupplier stopping, Consumer<String> report) {
        consumer.subscribe(List.of(settings.outbox()), this);
        while (!stopping.getAsBoolean()) {
            intake.accept(consumer.poll(pause()));
            Instant now = clock.instant();
            dispatch.collect(now);
            dispatch.send(now);
            ledger.advance();
            intake.throttle(now);
            commitIfDue(now);
            report.accept(intake.trouble().isEmpty() ? dispatch.trouble() : intake.trouble());
        }
        giveUp(List.copyOf(consumer.assignment()));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<Integer, Map<String, ReceiverState>> known = states.read(receiver.name(),
                partitions.stream().map(TopicPartition::partition).toList(), READ_STATES_WITHIN);
        LOG.info("{} reads {}, knows {} incidents", receiver.name(), partitions,
                known.values().stream().mapToInt(Map::size).sum());
        for (TopicPartition partition : partitions) {
            Map<String, ReceiverState> ofPartition = known.getOrDefault(partition.partition(), Map.of());
            forgetLongClosed(partition.partition(), ofPartition.values());
            holes.add(new Share(partition, receiver, register, ofPartition));
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
        shares(partitions).forEach(Share::giveUp);
        holes.remove(partitions);
    }

    private void giveUp(Collection<TopicPartition> partitions) {
        Collection<Share> shares = shares(partitions);
        long deadline = System.nanoTime() + settings.drain().toNanos();
        try {
            while (shares.stream().anyMatch(Share::hasUnderWay) && System.nanoTime() - deadline < 0) {
                dispatch.await(WAITING, clock.instant());
                ledger.advance();
            }
            settleLedger();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commit(shares);
        shares.forEach(Share::giveUp);
        holes.remove(partitions);
    }

    private void settleLedger() throws InterruptedException {
        long deadline = System.nanoTime() + COMMIT_WITHIN.toNanos();
        ledger.advance();
        while (!ledger.settled() && System.nanoTime() - deadline < 0) {
            Thread.sleep(BUSY);
            ledger.advance();
        }
    }

    private Collection<Share> shares(Collection<TopicPartition> partitions) {
        return holes.all().stream().filter(share -> partitions.contains(share.partition())).toList();
    }

    private Duration pause() {
        if (dispatch.hasUnderWay()) {
            return BUSY;
        }
        return holes.incidents() > 0 || !ledger.settled() ? WAITING : QUIET;
    }

    private void commitIfDue(Instant now) {
        if (!now.isBefore(lastCommit.plus(COMMIT_EVERY))) {
            lastCommit = now;
            commit(holes.all());
        }
    }

    private void commit(Collection<Share> shares) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        if (ledger.settled()) {
            shares.forEach(share -> share.toCommit()
                    .ifPresent(offset -> offsets.put(share.partition(), new OffsetAndMetadata(offset))));
        }
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, COMMIT_WITHIN);
            offsets.forEach(this::noteCommitted);
        } catch (RetriableException | CommitFailedException e) {
            LOG.info("{} commits later: {}", receiver.name(), AckedWriter.words(e));
        }
    }

    private void noteCommitted(TopicPartition partition, OffsetAndMetadata offset) {
        Share share = holes.share(partition);
        if (share != null) {
            share.committed(offset.offset());
        }
    }

    /** A tombstone that doesn't arrive is written again the next time. */
    private void forgetLongClosed(int partition, Collection<ReceiverState> known) {
        Instant before = clock.instant().minus(FORGET_CLOSED);
        known.stream().filter(state -> !state.getOpen() && state.getUpdatedAt().isBefore(before))
                .forEach(state -> writer.begin(settings.receiverState(), partition,
                        ReceiverStates.key(receiver.name(), state.getIncident()), null, serdes.stateWriter()));
    }
}
