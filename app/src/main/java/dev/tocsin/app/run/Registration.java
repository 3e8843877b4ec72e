package dev.tocsin.app.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.registry.RegistryFailure;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.OwnSchemas;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topic;

/** Our schemas made known before anything is ready: a registry that is down is waited for, one that refuses is not. */
final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final SchemaRegistry registry;
    private final SerdeSettings serdes;
    private final ServiceHealth health;

    Registration(SchemaRegistry registry, SerdeSettings serdes, ServiceHealth health) {
        this.registry = registry;
        this.serdes = serdes;
        this.health = health;
    }

    /**
     * Tries until it is done.
     *
     * @param stop counted down by who no longer wants it
     * @return whether it was done
     * @throws Failure if the registry refuses
     */
    boolean complete(List<Topic> topics, CountDownLatch stop) {
        boolean said = false;
        do {
            try {
                Map<String, Integer> ids = OwnSchemas.registerAll(registry, serdes, topics);
                health.registered(ids.size());
                return true;
            } catch (RegistryException e) {
                if (!passing(e.failure())) {
                    throw new Failure("the Schema Registry doesn't take our schemas.", e.failure().message(), e);
                }
                health.registryFailed(e.failure().message());
                if (!said) {
                    LOG.warn("waiting for the Schema Registry: {}", e.failure().message());
                    said = true;
                }
            }
        } while (!stopped(stop));
        return false;
    }

    private static boolean passing(RegistryFailure failure) {
        return failure instanceof RegistryFailure.Unreachable
                || failure instanceof RegistryFailure.Unexpected answer && answer.status() >= 500;
    }

    private static boolean stopped(CountDownLatch stop) {
        try {
            return stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
