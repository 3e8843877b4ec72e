package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.resilience4j.core.IntervalFunction;

import dev.tocsin.notifiers.digest.Digest;
import dev.tocsin.notifiers.ledger.Ledger;
import dev.tocsin.notifiers.outbox.DeliveryHealth.Phase;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.writing.AckedWriter;

/**
 * Everything some receivers are told, from the outbox on, as long as it is open: in order per incident, again without end
 * when a receiver fails, never skipping what it wasn't told. They share a consumer group, a reader and a writer, and
 * nothing else: a sick one delays no other. A broker that fails interrupts it; it goes on by itself.
 */
public final class OutboxDelivery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);
    /** A member with a name of its own keeps its partitions when it stops, unless told to leave them to others. */
    private static final CloseOptions LEAVING = CloseOptions
            .groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    private static final Duration CLOSE_MARGIN = Duration.ofSeconds(15);

    private final List<Contact> contacts;
    private final DeliverySettings settings;
    private final DeliverySerdes serdes;
    private final Digest digest;
    private final DeliveryMetrics metrics;
    private final InstantSource clock;
    private final IntervalFunction backoff;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<String, DeliveryHealth> health = new ConcurrentHashMap<>();

    /**
     * @param receivers at least one
     * @param digest where it is said what a receiver would not take or missed
     * @param clock the wall
     */
    public OutboxDelivery(List<Receiver> receivers, DeliverySettings settings, DeliverySerdes serdes, Digest digest,
            DeliveryMetrics metrics, InstantSource clock) {
        if (receivers.isEmpty()) {
            throw new IllegalArgumentException("delivery of group " + settings.group() + " is to nobody");
        }
        this.contacts = receivers.stream().map(receiver -> Contact.of(receiver, settings)).toList();
        this.settings = settings;
        this.serdes = serdes;
        this.digest = digest;
        this.metrics = metrics;
        this.clock = clock;
        this.backoff = settings.patience().backoff();
        this.thread = Thread.ofPlatform().name(settings.group()).unstarted(this::run);
        idle(Phase.STARTING, "");
    }

    /** Starts to read. */
    public void start() {
        thread.start();
    }

    /** How each receiver stands now, in the order of their names. */
    public List<DeliveryHealth> health() {
        return contacts.stream().map(Contact::name).sorted().map(this::health).toList();
    }

    private DeliveryHealth health(String receiver) {
        DeliveryHealth known = health.get(receiver);
        if (known == null) {
            throw new IllegalStateException("no delivery to " + receiver);
        }
        return known;
    }

    /** Lets what is under way finish, commits, and stops; returns when that is done. */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (!thread.join(settings.drain().plus(CLOSE_MARGIN))) {
                LOG.error("{} did not stop in time", settings.group());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        while (!isStopping()) {
            List<Desk> desks = new ArrayList<>();
            try {
                live(desks);
            } catch (RuntimeException e) {
                LOG.warn("{} is interrupted", settings.group(), e);
                failures = health(contacts.getFirst().name()).phase() == Phase.RUNNING ? 1 : failures + 1;
                idle(Phase.INTERRUPTED, AckedWriter.words(e));
                pause(backoff.apply(failures));
            } finally {
                desks.forEach(desk -> desk.shares().forEach(Share::giveUp));
            }
        }
        idle(Phase.STOPPED, "");
    }

    private void live(List<Desk> desks) {
        try (AckedWriter writer = AckedWriter.open(settings.kafka(), "tocsin-" + settings.group())) {
            checkPartitions(writer);
            // a probe that was under way when the last life ended never reports: the circuit would wait for it for ever
            contacts.forEach(contact -> contact.circuit().reset());
            Ledger ledger = new Ledger(settings.ledger(), serdes.delivery(), writer);
            desks.addAll(Desk.of(contacts, settings, serdes, writer, ledger, digest, metrics, clock));
            Register register = contacts.size() == 1
                    ? desks.getFirst().register()
                    : new Register(settings.group(), ledger, metrics, clock);
            KafkaConsumer<String, byte[]> consumer = consumer();
            try {
                new OutboxLoop(settings, serdes, consumer, this::withoutGroup, writer, desks, register, ledger, clock)
                        .run(this::isStopping, trouble -> report(desks, trouble));
            } finally {
                consumer.close(LEAVING);
            }
        }
    }

    private void report(List<Desk> desks, String trouble) {
        for (Desk desk : desks) {
            String name = desk.receiver().name();
            DeliveryHealth now = desk.health(trouble, health(name).lastDelivered());
            metrics.pending(name, now.pending());
            health.put(name, now);
        }
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
        Map<String, Object> consumer = reading("tocsin-" + settings.group());
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        consumer.putIfAbsent(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(consumer, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** One that reads where it is told to, as no member of any group. */
    private KafkaConsumer<String, byte[]> withoutGroup() {
        Map<String, Object> consumer = reading("tocsin-" + settings.group() + "-again");
        consumer.keySet().removeAll(List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        return new KafkaConsumer<>(consumer, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> reading(String clientId) {
        Map<String, Object> consumer = new HashMap<>(settings.kafka());
        consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return consumer;
    }

    private void idle(Phase phase, String detail) {
        for (Contact contact : contacts) {
            DeliveryHealth before = health.get(contact.name());
            health.put(contact.name(), new DeliveryHealth(contact.name(), phase, detail, 0, 0, null,
                    contact.circuitState(), before == null ? null : before.lastDelivered()));
        }
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            if (stop.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.info("{} stops while interrupted", settings.group());
            }
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }
}
