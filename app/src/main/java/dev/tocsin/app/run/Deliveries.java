package dev.tocsin.app.run;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import dev.tocsin.app.receivers.Receivers;
import dev.tocsin.app.settings.ReceiverSettings;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.notifiers.budget.Rates;
import dev.tocsin.notifiers.digest.DigestPlan;
import dev.tocsin.notifiers.digest.DigestRounds;
import dev.tocsin.notifiers.digest.DigestTopic;
import dev.tocsin.notifiers.digest.DigestTopicReading;
import dev.tocsin.notifiers.outbox.DeliveryHealth;
import dev.tocsin.notifiers.outbox.DeliveryMetrics;
import dev.tocsin.notifiers.outbox.DeliverySerdes;
import dev.tocsin.notifiers.outbox.DeliverySettings;
import dev.tocsin.notifiers.outbox.OutboxDelivery;
import dev.tocsin.notifiers.pagerduty.PagerDutyReceiver;
import dev.tocsin.notifiers.receiver.DigestReader;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

import okhttp3.OkHttpClient;

/** One delivery per type of receiver, each on its own, and what they share. */
final class Deliveries implements AutoCloseable {

    private final List<OutboxDelivery> deliveries;
    private final @Nullable DigestRounds rounds;
    private final DigestTopic digest;

    private Deliveries(List<OutboxDelivery> deliveries, @Nullable DigestRounds rounds, DigestTopic digest) {
        this.deliveries = List.copyOf(deliveries);
        this.rounds = rounds;
        this.digest = digest;
    }

    /** Opens and starts them. */
    static Deliveries start(Settings settings, SchemaRegistry registry, SerdeSettings serdes, DeliveryMetrics metrics) {
        Topics topics = settings.topics().names();
        var digest = new DigestTopic(settings.kafka().client(), topics.digest().name(),
                AvroSerde.of(registry, serdes, topics.digest()).serializer());
        OkHttpClient http = settings.outbound().client();
        DeliverySerdes records = records(registry, serdes);
        Map<ReceiverType, List<Receiver>> byType = new EnumMap<>(ReceiverType.class);
        new TreeMap<>(settings.receivers()).forEach((name, receiver) -> byType
                .computeIfAbsent(receiver.type(), _ -> new ArrayList<>())
                .add(Receivers.of(name, receiver, digest, http)));
        List<OutboxDelivery> deliveries = new ArrayList<>();
        byType.forEach((type, receivers) -> deliveries.add(new OutboxDelivery(receivers, delivery(type, settings),
                records, digest, metrics, InstantSource.system())));
        deliveries.forEach(OutboxDelivery::start);
        DigestRounds rounds = rounds(settings, byType, records,
                AvroSerde.of(registry, serdes, topics.digest()).deserializer());
        if (rounds != null) {
            rounds.start();
        }
        return new Deliveries(deliveries, rounds, digest);
    }

    private static @Nullable DigestRounds rounds(Settings settings, Map<ReceiverType, List<Receiver>> receivers,
            DeliverySerdes records, Deserializer<? extends SpecificRecord> lines) {
        Map<DigestPlan, DigestReader> plans = new HashMap<>();
        settings.digests().forEach(plan -> receivers.values().stream().flatMap(List::stream)
                .filter(receiver -> receiver.name().equals(plan.to())).filter(DigestReader.class::isInstance)
                .map(DigestReader.class::cast).findFirst().ifPresent(reader -> plans.put(plan, reader)));
        Topics topics = settings.topics().names();
        return plans.isEmpty()
                ? null
                : new DigestRounds(plans, delivery("digests", Rates.unlimited(), settings), records,
                        new DigestTopicReading(topics.digest().name(), lines), InstantSource.system());
    }

    List<DeliveryHealth> health() {
        return deliveries.stream().flatMap(delivery -> delivery.health().stream()).toList();
    }

    /** Stops them side by side, for each may wait for a call under way. */
    @Override
    public void close() {
        if (rounds != null) {
            rounds.close();
        }
        List<Thread> closing = deliveries.stream().map(delivery -> Thread.ofVirtual().start(delivery::close)).toList();
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        digest.close();
    }

    private static DeliverySettings delivery(String group, Rates rates, Settings settings) {
        Topics topics = settings.topics().names();
        return DeliverySettings.of(member(settings), settings.application().id() + "-" + group,
                topics.notifications().name(), topics.receiverState().name(), topics.deliveries().name(), rates)
                .among(settings.receivers().keySet());
    }

    private static DeliverySettings delivery(ReceiverType type, Settings settings) {
        Rates rates = switch (type) {
            case PAGERDUTY -> Rates.pagerDuty();
            case SLACK -> Rates.slack();
            case WEBHOOK -> Rates.webhook();
            case ALERTMANAGER -> Rates.alertmanager();
            case DIGEST -> Rates.unlimited();
        };
        DeliverySettings delivery = delivery("delivery-" + type.label(), rates, settings);
        return type == ReceiverType.DIGEST ? delivery.observedAs(pager(settings)) : delivery;
    }

    /**
     * Clients that carry this instance's name in their groups: after a crash it takes its partitions back at once, where
     * a page would otherwise wait until the session of the one that died has timed out.
     */
    private static Map<String, Object> member(Settings settings) {
        Map<String, Object> client = new HashMap<>(settings.kafka().client());
        client.put(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, InstanceId.in(settings.application().stateDir()));
        return client;
    }

    private static String pager(Settings settings) {
        return first(settings.receivers(), ReceiverType.PAGERDUTY).orElse(PagerDutyReceiver.NAME);
    }

    private static Optional<String> first(Map<String, ReceiverSettings> receivers, ReceiverType type) {
        return receivers.entrySet().stream().filter(receiver -> receiver.getValue().type() == type)
                .map(Map.Entry::getKey).sorted().findFirst();
    }

    /** What the registry can't be asked about now is asked again; anything else stays unreadable. */
    private static DeliverySerdes records(SchemaRegistry registry, SerdeSettings serdes) {
        var states = AvroSerde.of(registry, serdes, ReceiverState.class);
        return new DeliverySerdes(AvroSerde.of(registry, serdes, Notification.class).deserializer(),
                states.serializer(), states.deserializer(),
                AvroSerde.of(registry, serdes, Delivery.class).serializer(),
                failure -> !(failure.getCause() instanceof RegistryException));
    }
}
