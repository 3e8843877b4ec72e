package dev.tocsin.app.whole;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.whole.Telemetry.Mood;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.DigestSummary;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

/** Two hours without Tocsin, with a cascade in them that is over, then the backlog and the live stream. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@TestInstance(Lifecycle.PER_CLASS)
class BacklogIT {

    private static final List<String> NAMES = List.of("checkout", "search", "cart");
    private static final Duration OUTAGE = Duration.ofHours(2);
    private static final int BEFORE = 75;

    private Stand stand;
    private Service service;
    private ScheduledExecutorService live;
    private List<String> membersWhileStopped;
    private List<WindowVerdict> verdicts;

    @BeforeAll
    void twoHoursAreMissedAndReadLater(@TempDir Path folder) throws Exception {
        // Given three services that are judged, and then Tocsin is stopped
        stand = new Stand(folder.resolve("broker")).withRegistry();
        var map = stand.settings(folder.resolve("state"));
        // Longer than the pause between the last sample and the stop may take on a busy machine.
        map.put("window.idle", "30s");
        Settings settings = Settings.of("test", map);
        service = Service.start(settings);
        Instant start = Instant.now().minus(OUTAGE).minus(Telemetry.WINDOW.multipliedBy(BEFORE));
        List<Telemetry> before = NAMES.stream()
                .map(name -> Telemetry.writtenNow(stand, name, start).send(Mood.WELL, BEFORE)).toList();
        Stand.await().until(() -> verdicts().size() >= NAMES.size() * (BEFORE - 2));
        service.close();
        membersWhileStopped = stand.members("tocsin-delivery-pagerduty");

        // And a cascade comes and goes while nobody looks
        Instant outage = before.getFirst().now();
        List<Telemetry> missed = NAMES.stream().map(name -> Telemetry.writtenThen(stand, name, outage)).toList();
        missed.getFirst().send(Mood.WELL, 300).send(Mood.SLOW, 6).send(Mood.FAILING, 6).send(Mood.SATURATED, 8);
        Instant now = Instant.now();
        missed.forEach(each -> each.sendUntil(Mood.WELL, now));

        // When it starts again, and the services speak on
        live = Executors.newSingleThreadScheduledExecutor();
        live.scheduleWithFixedDelay(() -> missed.forEach(each -> each.sendUntil(Mood.WELL, Instant.now())), 0, 1,
                TimeUnit.SECONDS);
        service = Service.start(settings);
        Stand.await().until(() -> !summaries().isEmpty());
        Stand.await().until(() -> NAMES.stream().allMatch(name -> lastJudged(name)
                .isAfter(now.minus(Telemetry.WINDOW.multipliedBy(3)))));
        verdicts = verdicts();
    }

    @AfterAll
    void stop() {
        if (live != null) {
            live.shutdownNow();
        }
        if (service != null) {
            service.close();
        }
        if (stand != null) {
            stand.close();
        }
    }

    @Test
    void nothingIsPagedAndNobodyIsToldInSlack() {
        assertThat(stand.pages()).isEmpty();
        assertThat(stand.cards()).isEmpty();
        assertThat(stand.read(Stand.TOPICS.notifications(), Notification.class))
                .noneMatch(told -> told.getReceivers().contains("pagerduty"));
    }

    @Test
    void oneSummarySaysWhatWasMissed() {
        assertThat(summaries()).singleElement().satisfies(summary -> {
            assertThat(summary.getKind()).isEqualTo("behind");
            assertThat(summary.getLines()).filteredOn(line -> line.getRule().equals("cascading-failure"))
                    .singleElement().satisfies(line -> {
                        assertThat(line.getService()).isEqualTo("checkout");
                        assertThat(line.getTier()).isEqualTo(Tier.page);
                    });
        });
    }

    @Test
    void noServiceIsSaidToBeSilent() {
        assertThat(verdicts).extracting(WindowVerdict::getPhase).doesNotContain(Phase.no_data);
        assertThat(stand.read(Stand.TOPICS.digest(), DigestEntry.class)).extracting(DigestEntry::getRule)
                .doesNotContain("telemetry-stopped", "service-gone");
    }

    @Test
    void everyWindowOfTheBacklogIsJudgedOnceByTheModelThatWasThereBefore() {
        for (String name : NAMES) {
            List<WindowVerdict> own = verdicts.stream().filter(verdict -> verdict.getService().equals(name)).toList();
            Instant first = own.getFirst().getWindowStart();
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i).getWindowStart()).as(name)
                        .isEqualTo(first.plus(Telemetry.WINDOW.multipliedBy(i)));
                assertThat(own.get(i).getPhase() == Phase.mature).as("%s, window %s", name, i)
                        .isEqualTo(i >= firstMature(own));
            }
            assertThat(firstMature(own)).isLessThan(BEFORE);
        }
    }

    @Test
    void whatWasStoppedLeftItsGroupSoThatOthersCouldTakeOver() {
        assertThat(membersWhileStopped).isEmpty();
    }

    private static int firstMature(List<WindowVerdict> verdicts) {
        return (int) verdicts.stream().takeWhile(verdict -> verdict.getPhase() == Phase.warming_up).count();
    }

    private List<WindowVerdict> verdicts() {
        return stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class);
    }

    private List<DigestSummary> summaries() {
        return stand.read(Stand.TOPICS.digest(), DigestSummary.class);
    }

    private Instant lastJudged(String name) {
        return verdicts().stream().filter(verdict -> verdict.getService().equals(name))
                .map(WindowVerdict::getWindowEnd).max(Instant::compareTo).orElse(Instant.EPOCH);
    }
}
