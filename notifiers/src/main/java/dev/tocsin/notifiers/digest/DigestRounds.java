package dev.tocsin.notifiers.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.notifiers.ledger.LedgerLines;
import dev.tocsin.notifiers.outbox.DeliverySerdes;
import dev.tocsin.notifiers.outbox.DeliverySettings;
import dev.tocsin.notifiers.receiver.DigestReader;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Outcome.Skipped;
import dev.tocsin.notifiers.state.ReceiverStates;
import dev.tocsin.notifiers.writing.AckedWriter;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * Sends every digest that is due, once: of all instances the one that owns the first partition of the receiver-state
 * topic in the group does it, and how far each digest was told is kept there. One that was due while nobody ran is sent
 * late. A first start begins with the present. Nothing is sent of a time in which nothing happened.
 */
public final class DigestRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DigestRounds.class);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration READ_WITHIN = Duration.ofSeconds(60);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);
    private static final String STATE = "round";

    private final Map<DigestPlan, DigestReader> plans;
    private final DeliverySettings settings;
    private final DeliverySerdes serdes;
    private final DigestPeriod period;
    private final InstantSource clock;
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final Map<String, Instant> toldTo = new HashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("digest-rounds").unstarted(this::run);

    /**
     * @param plans each with whom it is sent to
     * @param settings of which group, topics and clients are used
     */
    public DigestRounds(Map<DigestPlan, DigestReader> plans, DeliverySettings settings, DeliverySerdes serdes,
            DigestTopicReading topic, InstantSource clock) {
        this.plans = Map.copyOf(plans);
        this.settings = settings;
        this.serdes = serdes;
        this.period = new DigestPeriod(settings.kafka(), topic.name(), topic.deserializer(), READ_WITHIN);
        this.clock = clock;
    }

    /** Starts to look at the clock. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (stop.getCount() > 0) {
            try (AckedWriter writer = AckedWriter.open(settings.kafka(), "tocsin-" + settings.group());
                    KafkaConsumer<String, byte[]> consumer = consumer()) {
                consumer.subscribe(List.of(settings.receiverState()));
                watch(consumer, writer);
            } catch (RuntimeException e) {
                LOG.warn("digests are interrupted: {}", AckedWriter.words(e));
                pause();
            }
        }
    }

    private void watch(KafkaConsumer<String, byte[]> consumer, AckedWriter writer) {
        boolean ours = false;
        TopicPartition first = new TopicPartition(settings.receiverState(), 0);
        while (stop.getCount() > 0) {
            consumer.pause(consumer.assignment());
            consumer.poll(TURN);
            boolean owned = consumer.assignment().contains(first);
            if (owned && !ours) {
                remember();
            }
            ours = owned;
            if (ours) {
                turn(clock.instant(), writer);
            }
        }
    }

    private void remember() {
        toldTo.clear();
        var states = new ReceiverStates(settings.kafka(), settings.receiverState(), serdes.stateReader()).read(
                plans.keySet().stream().map(DigestRounds::key).collect(java.util.stream.Collectors.toSet()),
                List.of(0), READ_WITHIN);
        states.forEach((key, byPartition) -> byPartition.values().forEach(state -> {
            ReceiverState told = state.get(STATE);
            if (told != null) {
                toldTo.put(key, Instant.ofEpochSecond(told.getSequence()));
            }
        }));
    }

    private void turn(Instant now, AckedWriter writer) {
        plans.forEach((plan, reader) -> {
            Instant told = toldTo.get(key(plan));
            Instant due = plan.lastDue(now);
            if (now.isBefore(notBefore.getOrDefault(plan.name(), Instant.MIN))) {
                return;
            }
            if (told == null) {
                keep(plan, reader, now, writer);
            } else if (due.isAfter(told)) {
                tell(plan, reader, told, due, writer);
            }
        });
    }

    private void tell(DigestPlan plan, DigestReader reader, Instant from, Instant due, AckedWriter writer) {
        TeamDigest digest = period.read(plan, from, due);
        if (digest.isEmpty()) {
            keep(plan, reader, due, writer);
            return;
        }
        Outcome outcome = reader.tellDigest(digest);
        switch (outcome) {
            case Delivered _,Rejected _,Skipped _ -> {
                write(LedgerLines.digest(reader.name(), plan.name(), outcome, due, clock.instant()), writer);
                keep(plan, reader, due, writer);
            }
            case Retry retry -> {
                Duration wait = retry.retryAfter() == null ? AGAIN : retry.retryAfter();
                notBefore.put(plan.name(), clock.instant().plus(wait.compareTo(AGAIN) > 0 ? wait : AGAIN));
                LOG.warn("digest {} not sent to {} yet: {} {}", plan.name(), reader.name(), retry.reason().label(),
                        retry.detail());
            }
        }
    }

    private void write(dev.tocsin.schemas.v1.Delivery line, AckedWriter writer) {
        writer.write(settings.ledger(), null, LedgerLines.key(line), line, serdes.delivery())
                .ifPresent(failure -> LOG.warn("ledger line {} not written: {}", LedgerLines.key(line), failure));
    }

    /** Until Kafka has it the digest counts as not told: it may come twice, and never not at all. */
    private void keep(DigestPlan plan, DigestReader reader, Instant to, AckedWriter writer) {
        ReceiverState state = ReceiverState.newBuilder().setReceiver(reader.name()).setIncident(STATE)
                .setSequence(to.getEpochSecond()).setOpen(false).setChannel(null).setTs(null)
                .setUpdatedAt(clock.instant()).build();
        String key = key(plan);
        writer.write(settings.receiverState(), 0, ReceiverStates.key(key, STATE), state, serdes.stateWriter())
                .ifPresentOrElse(failure -> {
                    notBefore.put(plan.name(), clock.instant().plus(AGAIN));
                    LOG.warn("digest {} may come twice, for how far it was told isn't kept yet: {}", plan.name(),
                            failure);
                }, () -> toldTo.put(key, Instant.ofEpochSecond(to.getEpochSecond())));
    }

    /** No receiver can have this name. */
    private static String key(DigestPlan plan) {
        return "digest:" + plan.name();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, @Nullable Object> consumer = new HashMap<>(settings.kafka());
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-" + settings.group());
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new KafkaConsumer<>(consumer, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            if (stop.await(TURN.toMillis() * 5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                LOG.info("digests stop while interrupted");
            }
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                LOG.error("digests did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
