package dev.tocsin.app.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

import dev.tocsin.app.pulse.BrokerWatch;
import dev.tocsin.app.pulse.Heartbeat;
import dev.tocsin.app.pulse.PlatformAlarm;
import dev.tocsin.app.receivers.Receivers;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.WatchSettings;

import static java.util.Objects.requireNonNull;

/** The heartbeat and the watch over the brokers, as the settings ask for them. */
final class Watchers implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final Admin admin;
    private final BrokerWatch brokers;
    private final @Nullable Heartbeat heartbeat;

    private Watchers(Admin admin, BrokerWatch brokers, @Nullable Heartbeat heartbeat) {
        this.admin = admin;
        this.brokers = brokers;
        this.heartbeat = heartbeat;
    }

    /** @param ailment why the service itself isn't well; empty while it is */
    static Watchers start(Settings settings, Supplier<Optional<String>> ailment) {
        WatchSettings watch = settings.watch();
        Admin admin = admin(settings);
        var http = settings.outbound().client();
        @Nullable
        PlatformAlarm alarm = watch.platform().map(name -> new PlatformAlarm(Receivers.of(name,
                requireNonNull(settings.receivers().get(name), name),
                (key, line) -> Optional.of("no digest is written past the outbox"),
                http),
                settings.application().id())).orElse(null);
        var brokers = new BrokerWatch(() -> answers(admin), String.join(",", settings.kafka().brokers()), alarm,
                watch.after(), InstantSource.system()).start();
        @Nullable
        Heartbeat heartbeat = watch.heartbeat().map(url -> new Heartbeat(url, watch.every(),
                () -> brokers.reached() ? ailment.get() : Optional.of("the brokers can't be reached"), http).start())
                .orElse(null);
        return new Watchers(admin, brokers, heartbeat);
    }

    @Override
    public void close() {
        if (heartbeat != null) {
            heartbeat.close();
        }
        brokers.close();
        admin.close(Duration.ZERO);
    }

    private static Admin admin(Settings settings) {
        Map<String, Object> client = new HashMap<>(settings.kafka().client());
        client.put(AdminClientConfig.CLIENT_ID_CONFIG, "tocsin-watch");
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        return Admin.create(client);
    }

    private static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
