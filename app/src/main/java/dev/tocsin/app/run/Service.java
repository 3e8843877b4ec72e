package dev.tocsin.app.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

import dev.tocsin.app.change.ChangeApi;
import dev.tocsin.app.feedback.FeedbackApi;
import dev.tocsin.app.http.Health;
import dev.tocsin.app.http.HttpEndpoints;
import dev.tocsin.app.intake.RecordApi;
import dev.tocsin.app.intake.RecordTopic;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.Feedback;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.clock.Progress;

/**
 * The whole service of one process. Started once, closed once; {@link #awaitEnd} tells why it ended by itself.
 */
public final class Service implements AutoCloseable {

    private final Settings settings;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Engine engine;
    private final Lag lag;
    private final Meters meters;
    private final ServiceHealth health;
    private final Departure departure;
    private final RecordApi<ChangeEvent> changes = ChangeApi.of(InstantSource.system());
    private final RecordApi<Feedback> feedback = FeedbackApi.of(InstantSource.system());
    private final HttpEndpoints http;
    private final SchemaRegistry registry;
    private @Nullable KafkaStreams streams;
    private @Nullable Deliveries deliveries;
    private final List<RecordTopic<?>> written = new ArrayList<>();
    private @Nullable Watchers watchers;
    private volatile String end = "";

    private Service(Settings settings) {
        this.settings = settings;
        this.engine = new Engine(settings, this::changed, why -> end = why);
        this.lag = new Lag(engine.progress(), engine.holds());
        this.meters = new Meters(lag, engine.census());
        this.health = new ServiceHealth(lag, engine.holds(), engine.limits());
        this.departure = new Departure(settings.application().leaves());
        this.registry = Registries.connect(settings.registry());
        this.http = HttpEndpoints.start(settings.http(), health, meters.registry()::scrape, changes, feedback,
                departure);
    }

    /**
     * Checks what it needs, opens its HTTP endpoints, and starts.
     *
     * @throws dev.tocsin.app.cli.Failure if something is missing or refuses
     */
    public static Service start(Settings settings) {
        Premises.check(settings);
        var service = new Service(settings);
        try {
            service.begin();
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** How it is. */
    public Health health() {
        return health;
    }

    /** Where its HTTP endpoints listen. */
    public int httpPort() {
        return http.port();
    }

    /** How far its slowest input is behind, and whether all of it is known to be read. */
    public Progress progress() {
        return engine.progress();
    }

    /** Waits until it ends by itself or is closed; why, or empty where it was asked to. */
    public String awaitEnd() throws InterruptedException {
        ended.await();
        return end;
    }

    /** Asks {@link #awaitEnd} to return. */
    public void stop() {
        ended.countDown();
    }

    /** Lets what is under way finish: first what is told, then what is judged, last what is asked. */
    @Override
    public void close() {
        ended.countDown();
        if (watchers != null) {
            watchers.close();
        }
        if (deliveries != null) {
            deliveries.close();
        }
        if (streams != null) {
            engine.stop(streams, departure.leaves());
        }
        written.forEach(RecordTopic::close);
        registry.close();
        http.close();
        meters.close();
    }

    private void begin() {
        watchers = Watchers.start(settings, this::ailment);
        SerdeSettings serdes = Registries.serdes(settings.registry());
        List<Topic> topics = Stream.concat(settings.topics().names().all().stream(),
                engine.internalTopics().stream()).toList();
        if (!new Registration(registry, serdes, health).complete(topics, ended)) {
            return;
        }
        take(changes, settings.topics().names().changes(), ChangeEvent.class, serdes);
        take(feedback, settings.topics().names().feedback(), Feedback.class, serdes);
        KafkaStreams running = engine.build(registry, serdes, new Counts(meters.registry()));
        streams = running;
        health.watch(running);
        meters.watch(running);
        running.start();
        Deliveries telling = Deliveries.start(settings, registry, serdes, new DeliveryMeters(meters.registry()));
        deliveries = telling;
        health.watch(telling::health);
    }

    /** From now on what is posted can be written. */
    private <R extends SpecificRecord> void take(RecordApi<R> posted, Topic topic, Class<R> type,
            SerdeSettings serdes) {
        RecordTopic<R> writing = RecordTopic.open(settings.kafka(), registry, serdes, topic, type,
                "tocsin-" + type.getSimpleName().toLowerCase(Locale.ROOT));
        written.add(writing);
        posted.writes(writing::write);
    }

    /** What keeps the heartbeat from beating: it isn't running, or is two windows behind. */
    private Optional<String> ailment() {
        KafkaStreams running = streams;
        if (running == null || running.state() != State.RUNNING) {
            return Optional.of("Kafka Streams is " + (running == null ? "not started" : running.state()));
        }
        Duration behind = lag.behind();
        return behind.compareTo(settings.window().size().multipliedBy(2)) < 0
                ? Optional.empty()
                : Optional.of(behind.toSeconds() + " s behind");
    }

    private void changed(State now) {
        health.changed(now);
        if (now == State.ERROR || now == State.NOT_RUNNING) {
            ended.countDown();
        }
    }
}
