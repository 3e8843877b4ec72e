package dev.tocsin.app.whole;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.http.Check;
import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.whole.Telemetry.Mood;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.topic.Topic.Cleanup;
import dev.tocsin.schemas.topic.Topic.Width;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances, of which one joins and both are restarted one after the other, under load and with a cascade. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RollingIT {

    private static final List<String> NAMES = List.of("checkout", "search", "cart", "orders", "users", "stock");
    private static final int BEFORE = 75;
    private static final Topic MODELS = new Topic("tocsin-models-changelog", List.of(), Cleanup.COMPACT, null,
            Width.CONFIGURED);

    private final Map<String, Telemetry> telemetry = new HashMap<>();
    private final ExecutorService load = Executors.newSingleThreadExecutor();
    private Stand stand;
    private Path folder;
    private Service one;
    private Service two;
    private Instant start;
    private volatile Mood mood = Mood.WELL;
    private volatile boolean loading = true;

    @BeforeEach
    void openWithOneInstance(@TempDir Path data) {
        folder = data;
        stand = new Stand(data.resolve("broker")).withRegistry();
        one = started("one");
        start = Instant.now().minus(Duration.ofHours(2));
        NAMES.forEach(name -> telemetry.put(name, Telemetry.writtenNow(stand, name, start).send(Mood.WELL, BEFORE)));
        Stand.await().until(() -> mature() == NAMES.size());
    }

    @AfterEach
    void close() {
        load.shutdownNow();
        one.close();
        if (two != null) {
            two.close();
        }
        stand.close();
    }

    @Test
    void noWindowIsLostOrDoubledAndNoPageIsDoubled() throws Exception {
        // Given
        Map<String, Long> writtenBefore = modelsWritten();
        load.submit(this::stream);
        // When a second instance joins
        two = started("two");
        Stand.await().until(() -> stand.members("tocsin").size() == 2);
        Stand.await().until(() -> modelsWritten().values().stream().mapToLong(Long::longValue).sum() > writtenBefore
                .values().stream().mapToLong(Long::longValue).sum());
        Map<String, Long> writtenAfter = modelsWritten();
        List<String> members = stand.members("tocsin").stream().sorted().toList();
        // And a cascade runs while each is stopped and started again
        mood = Mood.SLOW;
        Thread.sleep(1_500);
        mood = Mood.FAILING;
        one.close();
        Thread.sleep(1_500);
        mood = Mood.SATURATED;
        one = started("one");
        Stand.await().until(() -> !stand.pages().isEmpty());
        two.close();
        two = started("two");
        mood = Mood.WELL;
        Thread.sleep(1_500);
        loading = false;
        load.shutdown();
        assertThat(load.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        // Then every window was judged once, by everybody who reads what is committed
        int windows = (int) Duration.between(start, telemetry.get("checkout").now()).dividedBy(Telemetry.WINDOW) - 2;
        Stand.await().until(() -> NAMES.stream().allMatch(name -> judged(name).size() >= windows));
        for (String name : NAMES) {
            List<Instant> judged = judged(name);
            assertThat(judged).as(name).isEqualTo(windowsFrom(judged.size()));
        }
        // And the cascade paged once
        assertThat(stand.pages()).singleElement().satisfies(page -> {
            assertThat(page.path("dedup_key").asText()).startsWith("cascading-failure/default/checkout/");
            assertThat(page.path("log").valueStream().filter(line -> line.asText().startsWith("triggered"))).hasSize(1);
        });
        // And restarts kept their names, and models that moved were written before they went
        assertThat(stand.members("tocsin").stream().sorted().toList()).isEqualTo(members);
        assertThat(writtenAfter.entrySet().stream()
                .filter(service -> service.getValue() > writtenBefore.getOrDefault(service.getKey(), 0L)))
                .isNotEmpty();
    }

    /** A window of each service every tenth of a second; only checkout has moods. */
    private void stream() {
        while (loading) {
            telemetry.forEach((name, each) -> each.send(name.equals("checkout") ? mood : Mood.WELL, 1));
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Service started(String name) {
        Map<String, String> settings = stand.settings(folder.resolve(name));
        // However slow the machine: nothing is to be concluded from silence.
        settings.put("window.idle", "1h");
        Service service = Service.start(Settings.of("test", settings));
        Stand.await().until(() -> service.health().ready().stream().allMatch(Check::ok));
        return service;
    }

    private long mature() {
        return stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class).stream()
                .filter(verdict -> verdict.getPhase() == Phase.mature).map(WindowVerdict::getService).distinct()
                .count();
    }

    private Map<String, Long> modelsWritten() {
        return stand.records(MODELS).stream()
                .collect(Collectors.groupingBy(ConsumerRecord::key, Collectors.counting()));
    }

    private List<Instant> judged(String name) {
        return stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class).stream()
                .filter(verdict -> verdict.getService().equals(name) && verdict.getPhase() != Phase.no_data)
                .map(WindowVerdict::getWindowStart).toList();
    }

    private List<Instant> windowsFrom(int count) {
        long size = Telemetry.WINDOW.toSeconds();
        long first = Math.floorDiv(start.getEpochSecond(), size) * size;
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> Instant.ofEpochSecond(first + i * size)).toList());
    }
}
