package dev.tocsin.app.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

import dev.tocsin.app.http.Check;
import dev.tocsin.app.http.Health;
import dev.tocsin.notifiers.outbox.DeliveryHealth;
import dev.tocsin.topology.decode.Holds;
import dev.tocsin.topology.limits.ServiceLimits;

/**
 * How the service is. Alive as long as Kafka Streams may still come back by itself; a rebalance or a long restore is no
 * reason to restart. Ready once it has run and can evaluate.
 */
final class ServiceHealth implements Health {

    private final Lag lag;
    private final Holds holds;
    private final ServiceLimits limits;
    private volatile String registry = "not reached yet";
    private volatile boolean registered;
    private volatile boolean everRan;
    private volatile @Nullable KafkaStreams streams;
    private volatile Supplier<List<DeliveryHealth>> deliveries = List::of;

    ServiceHealth(Lag lag, Holds holds, ServiceLimits limits) {
        this.lag = lag;
        this.holds = holds;
        this.limits = limits;
    }

    void registryFailed(String why) {
        registry = why;
    }

    void registered(int schemas) {
        registry = schemas + " schemas registered";
        registered = true;
    }

    void watch(KafkaStreams running) {
        streams = running;
    }

    void changed(State now) {
        everRan = everRan || now == State.RUNNING;
    }

    void watch(Supplier<List<DeliveryHealth>> running) {
        deliveries = running;
    }

    @Override
    public List<Check> live() {
        KafkaStreams running = streams;
        if (running == null) {
            return List.of(new Check("streams", true, "not started yet"));
        }
        State state = running.state();
        return List.of(new Check("streams", state != State.ERROR && state != State.NOT_RUNNING, state.name()));
    }

    @Override
    public List<Check> ready() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("registry", registered, registry));
        checks.add(streamsReady());
        checks.add(new Check("input", holds.reasons().isEmpty(), input()));
        checks.add(new Check("services", true, services()));
        deliveries.get().forEach(delivery -> checks.add(delivery(delivery)));
        return checks;
    }

    private Check streamsReady() {
        KafkaStreams running = streams;
        if (running == null) {
            return new Check("streams", false, "not started yet");
        }
        State state = running.state();
        return new Check("streams", state == State.RUNNING || state == State.REBALANCING && everRan, state.name());
    }

    private String input() {
        Duration behind = lag.behind();
        return holds.reasons().isEmpty() ? behind.toSeconds() + " s behind" : "waits: " + holds.reasons();
    }

    /** What is refused for want of room is a mistake of the telemetry's, no reason to be unready. */
    private String services() {
        StringBuilder said = new StringBuilder(limits.services() + " taken on");
        limits.refused().forEach((namespace, refused) -> said.append("; refused in ").append(namespace).append(": ")
                .append(refused.times()).append(" samples, of ").append(String.join(", ", refused.examples()))
                .append(" for example"));
        return said.toString();
    }

    /** A receiver that is down doesn't make the service unready: it is told when it is back, and others are now. */
    private static Check delivery(DeliveryHealth health) {
        boolean reading = health.phase() == DeliveryHealth.Phase.RUNNING;
        String detail = health.phase().name().toLowerCase(Locale.ROOT) + ", circuit " + health.circuit()
                + ", " + health.pending() + " incidents pending" + (health.detail().isEmpty() ? "" : ", ")
                + health.detail();
        return new Check("delivery " + health.receiver(), reading, detail);
    }
}
