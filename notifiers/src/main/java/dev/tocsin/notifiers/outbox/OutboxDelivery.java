package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;

import dev.tocsin.notifiers.budget.Budget;
import dev.tocsin.notifiers.digest.Digest;
import dev.tocsin.notifiers.ledger.Ledger;
import dev.tocsin.notifiers.outbox.DeliveryHealth.Phase;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.writing.AckedWriter;

/**
 * Everything one receiver is told, from the outbox on, as long as it is open: in order per incident, again without end
 * when the receiver fails, never skipping what it wasn't told. One consumer group per receiver, so that a sick one
 * delays no other. A broker that fails interrupts it; it goes on by itself.
 */
public final class OutboxDelivery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);
    /** A member with a name of its own keeps its partitions when it stops, unless told to leave them to others. */
    private static final CloseOptions LEAVING = CloseOptions
            .groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    private static final Duration CLOSE_MARGIN = Duration.ofSeconds(15);

    private final Receiver receiver;
    private final DeliverySettings settings;
    private final DeliverySerdes serdes;
    private final Digest digest;
    private final DeliveryMetrics metrics;
    private final InstantSource clock;
    private final CircuitBreaker circuit;
    private final Budget budget;
    private final IntervalFunction backoff;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile DeliveryHealth health;

    /**
     * @param digest where it is said what the receiver would not take or missed
     * @param clock the wall
     */
    public OutboxDelivery(Receiver receiver, DeliverySettings settings, DeliverySerdes serdes, Digest digest,
            DeliveryMetrics metrics, InstantSource clock) {
        this.receiver = receiver;
        this.settings = settings;
        this.serdes = serdes;
        this.digest = digest;
        this.metrics = metrics;
        this.clock = clock;
        this.circuit = settings.patience().circuit(receiver.name());
        this.budget = new Budget(receiver.name(), settings.rates());
        this.backoff = settings.patience().backoff();
        this.thread = Thread.ofPlatform().name("delivery-" + receiver.name()).unstarted(this::run);
        this.health = idle(Phase.STARTING, "", null);
    }

    /** Starts to read. */
    public void start() {
        thread.start();
    }

    /** How it stands now. */
    public DeliveryHealth health() {
        return health;
    }

    /** Lets what is under way finish, commits, and stops; returns when that is done. */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (!thread.join(settings.drain().plus(CLOSE_MARGIN))) {
                LOG.error("delivery to {} did not stop in time", receiver.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        while (!isStopping()) {
            Pigeonholes holes = new Pigeonholes();
            try {
                live(holes);
            } catch (RuntimeException e) {
                LOG.warn("delivery to {} is interrupted", receiver.name(), e);
                failures = health.phase() == Phase.RUNNING ? 1 : failures + 1;
                health = idle(Phase.INTERRUPTED, AckedWriter.words(e), health.lastDelivered());
                pause(backoff.apply(failures));
            } finally {
                holes.all().forEach(Share::giveUp);
            }
        }
        health = idle(Phase.STOPPED, "", health.lastDelivered());
    }

    private void live(Pigeonholes holes) {
        try (AckedWriter writer = AckedWriter.open(settings.kafka(), "tocsin-" + settings.group())) {
            checkPartitions(writer);
            // a probe that was under way when the last life ended never reports: the circuit would wait for it for ever
            circuit.reset();
            Ledger ledger = new Ledger(settings.ledger(), serdes.delivery(), writer);
            Register register = new Register(receiver.name(), ledger, metrics, clock);
            Courier courier = new Courier(receiver, settings.receiverState(), serdes.stateWriter(), writer, digest,
                    clock);
            Dispatch dispatch = new Dispatch(holes, courier, register, circuit, budget, settings.patience(),
                    settings.inFlight());
            KafkaConsumer<String, byte[]> consumer = consumer();
            try {
                new OutboxLoop(receiver, settings, serdes, consumer, writer, holes, dispatch, register, ledger, clock)
                        .run(this::isStopping, trouble -> report(holes, dispatch, trouble));
            } finally {
                consumer.close(LEAVING);
            }
        }
    }

    private void report(Pigeonholes holes, Dispatch dispatch, String trouble) {
        int pending = holes.incidents();
        metrics.pending(receiver.name(), pending);
        Instant last = dispatch.lastDelivered();
        health = new DeliveryHealth(receiver.name(), Phase.RUNNING, trouble, holes.all().size(), pending,
                holes.oldest().orElse(null), circuit.getState().name().toLowerCase(Locale.ROOT),
                last == null ? health.lastDelivered() : last);
    }

    /** States stand in the partition of their notification, so both topics must have the same number. */
    private void checkPartitions(AckedWriter writer) {
        int outbox = writer.partitions(settings.outbox());
        int state = writer.partitions(settings.receiverState());
        if (outbox != state) {
            throw new IllegalStateException(settings.outbox() + " has " + outbox + " partitions, "
                    + settings.receiverState() + " has " + state + "; they must be the same");
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> consumer = new HashMap<>(settings.kafka());
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-" + settings.group());
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.putIfAbsent(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(consumer, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private DeliveryHealth idle(Phase phase, String detail, @Nullable Instant lastDelivered) {
        return new DeliveryHealth(receiver.name(), phase, detail, 0, 0, null,
                circuit.getState().name().toLowerCase(Locale.ROOT), lastDelivered);
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            if (stop.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.info("delivery to {} stops while interrupted", receiver.name());
            }
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }
}
