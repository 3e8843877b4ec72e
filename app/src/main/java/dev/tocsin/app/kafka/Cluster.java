package dev.tocsin.app.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.settings.KafkaSettings;

/** A connection to the brokers for questions about topics. */
public final class Cluster implements AutoCloseable {

    /** How long brokers have to answer before they count as unreachable. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Admin admin;
    private final KafkaSettings settings;

    private Cluster(Admin admin, KafkaSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * Connects and waits for a first answer.
     *
     * @throws Failure if there is none within {@link #PATIENCE}, or the brokers refuse
     */
    public static Cluster connect(KafkaSettings settings) {
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(AdminClientConfig.CLIENT_ID_CONFIG, "tocsin-admin");
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        Cluster cluster = new Cluster(admin(client, settings), settings);
        try {
            cluster.answer("describe the cluster", cluster.admin.describeCluster().nodes());
            return cluster;
        } catch (Failure e) {
            cluster.close();
            throw e;
        }
    }

    public Admin admin() {
        return admin;
    }

    /** The answer to a request; what is wrong with it ends the command. */
    public <T> T answer(String request, KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(request, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while asking the brokers to " + request, "", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static Admin admin(Map<String, Object> client, KafkaSettings settings) {
        try {
            return Admin.create(client);
        } catch (KafkaException e) {
            throw new Failure("no client for the brokers " + settings.brokers() + ": " + root(e).getMessage(),
                    "Check TOCSIN_BOOTSTRAP_SERVERS and the kafka: settings.", e);
        }
    }

    /** Kafka wraps what names the file, the setting or the login server. */
    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null ? failure : root(cause);
    }

    private Failure failure(String request, Throwable cause) {
        return switch (cause) {
            case org.apache.kafka.common.errors.TimeoutException _ -> unreachable(cause);
            case AuthenticationException _ -> new Failure("the brokers " + settings.brokers()
                    + " refuse the login: " + cause.getMessage(),
                    "Check the kafka: settings (security.protocol, sasl.*, ssl.*).",
                    cause);
            case AuthorizationException _ -> new Failure("the brokers don't let us " + request + ": "
                    + cause.getMessage(), "Grant the ACL it names, or let someone with it do this once.", cause);
            default -> new Failure("the brokers couldn't " + request + ": " + cause.getMessage(), "", cause);
        };
    }

    private Failure unreachable(Throwable cause) {
        return new Failure("no broker answered at " + String.join(",", settings.brokers()) + " within "
                + PATIENCE.toSeconds() + " s.", """
                        Check that they run, that this machine reaches them, and TOCSIN_BOOTSTRAP_SERVERS.
                        Brokers with TLS or SASL need kafka.security.protocol (TOCSIN_KAFKA_SECURITY_PROTOCOL).""",
                cause);
    }
}
