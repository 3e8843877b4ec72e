package dev.tocsin.app.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.admin.NewTopic;

import dev.tocsin.app.broker.Ports;
import dev.tocsin.app.demo.inbox.Inbox;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.run.Embedded;
import dev.tocsin.app.settings.Settings;

/**
 * A run of the service as a process of its own, on a broker, a registry and receivers that are here for it alone. What
 * the process loads until it is ready, its JVM can keep as an AOT cache when it ends (JEP 514); that it judges the
 * recording and pages shows that it has all it needs.
 *
 * <p>What is kept is of a second start, one that finds topics and stores: there are more of those than of first ones. It reads
 * what most have, telemetry without keys from a collector.
 */
public final class Rehearsal {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(15);
    private static final double SPEED = 120;
    private static final String COLLECTED = "otlp_metrics";
    private static final String KEEPING = "-XX:AOTCacheOutput=";

    /** How far a rehearsal goes. */
    private enum Until {
        READY, PAGED
    }

    private Rehearsal() {}

    /** @param arguments {@code ready} or {@code paged}, and the command that runs the service */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Until until = Until.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        String[] command = Arrays.copyOfRange(arguments, 1, arguments.length);
        Path folder = Files.createTempDirectory("rehearsal");
        Map<String, String> settings = new TreeMap<>(Map.of("application.id", "rehearsal", "topics.partitions", "2",
                "window.size", "10s", "window.grace", "2s", "window.idle", "5s", "http.port",
                Integer.toString(Ports.free().broker()), "state.dir", folder.resolve("state").toString()));
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (var inbox = Inbox.open(nowhere, 0);
                var embedded = Embedded.start(folder, Ports.free(), 0, Settings.of("rehearsal", settings))) {
            settings.putAll(Map.of("bootstrap.servers", embedded.bootstrapServers(), "schema.registry.url",
                    embedded.registryUrl(), "receivers.pagerduty.url", inbox.url(), "receivers.pagerduty.routing_key",
                    Inbox.ROUTING_KEY, "receivers.slack.url", inbox.slackApi(), "receivers.slack.token",
                    Inbox.BOT_TOKEN, "receivers.slack.channel", "#alerts"));
            if (until == Until.READY) {
                collected(settings);
                rehearse(until, unkept(command), settings, inbox);
            }
            rehearse(until, command, settings, inbox);
        }
    }

    private static void collected(Map<String, String> settings) {
        settings.put("sources.0.topic", COLLECTED);
        try (var cluster = Cluster.connect(Settings.of("rehearsal", settings).kafka())) {
            cluster.answer("create the topic " + COLLECTED,
                    cluster.admin().createTopics(List.of(new NewTopic(COLLECTED, 2, (short) 1))).all());
        }
    }

    /** Of this start nothing is kept. */
    private static String[] unkept(String... command) {
        return Arrays.stream(command).filter(argument -> !argument.startsWith(KEEPING)).toArray(String[]::new);
    }

    private static void rehearse(Until until, String[] command, Map<String, String> settings, Inbox inbox)
            throws IOException, InterruptedException {
        Process service = process(command, settings);
        try {
            String base = "http://127.0.0.1:" + settings.get("http.port");
            await(READY_WITHIN, () -> service.isAlive() && status(base + "/readyz") == 200);
            if (until == Until.PAGED) {
                feed(Settings.of("rehearsal", settings));
                await(SETTLED_WITHIN, () -> !inbox.contents().path("pagerduty").isEmpty());
            }
            status(base + "/metrics");
            status(base + "/healthz?verbose");
        } finally {
            service.destroy();
            if (!service.waitFor(ENDED_WITHIN)) {
                service.destroyForcibly();
            }
        }
    }

    private static Process process(String[] command, Map<String, String> settings) throws IOException {
        var builder = new ProcessBuilder(command).inheritIO();
        settings.forEach((name, value) -> builder.environment().put(Settings.variable(name), value));
        return builder.start();
    }

    private static void feed(Settings settings) throws InterruptedException {
        Recording recording = Recording.ofTheShop().endingBy(Instant.now().minusSeconds(60), settings.window().size());
        try (var registry = Registries.connect(settings.registry());
                var feeder = new Feeder(settings, registry, SPEED)) {
            feeder.feed(recording, second -> {
            });
        }
    }

    private static int status(String url) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void await(Duration patience, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new UncheckedIOException(new IOException("the rehearsal isn't where it should be after "
                        + patience.toSeconds() + " s"));
            }
            Thread.sleep(PAUSE);
        }
    }
}
