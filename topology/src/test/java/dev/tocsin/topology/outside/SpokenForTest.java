package dev.tocsin.topology.outside;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.limits.TelemetryLimits;
import dev.tocsin.topology.profile.ProfilesInForce;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.store.LiveStoreBuilder;
import dev.tocsin.topology.window.Evaluation.ServiceGone;
import dev.tocsin.topology.window.Evaluation.Situation;

import static org.assertj.core.api.Assertions.assertThat;

/** Services that only a model speaks of, after a restart on what was stored. */
class SpokenForTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final ServiceId BOOKS = new ServiceId("default", "books");
    private static final ServiceId OTHER = new ServiceId("default", "other");

    @TempDir
    Path folder;

    private final ServiceLimits limits = new ServiceLimits(new TelemetryLimits(1, 1, 40, 100), Duration.ofMinutes(2));
    private final List<ServiceGone> gone = new ArrayList<>();

    @Test
    void oneThatIsSettledKeepsItsPlaceUntilItIsGone() {
        // Given
        SpokenFor services = stored(new Pending(START, ServiceLimits.SETTLED, List.of()), null);
        // When
        boolean other = limits.admit(OTHER, at(30), 1);
        sweep(services, 119);
        boolean known = limits.knows(BOOKS);
        sweep(services, 120);
        // Then
        assertThat(other).isFalse();
        assertThat(known).isTrue();
        assertThat(limits.knows(BOOKS)).isFalse();
        assertThat(gone).singleElement().satisfies(one -> {
            assertThat(one.service()).isEqualTo(BOOKS);
            assertThat(one.lastHeard()).isEqualTo(START);
            assertThat(one.crowdedOut()).isFalse();
        });
    }

    @Test
    void oneThatWasHeardOnceStillGivesWay() {
        // Given
        SpokenFor services = stored(new Pending(START, 1, List.of()), null);
        // When
        boolean other = limits.admit(OTHER, at(5), 1);
        sweep(services, 5);
        // Then
        assertThat(other).isTrue();
        assertThat(gone).extracting(ServiceGone::crowdedOut).containsExactly(true);
    }

    @Test
    void thePlaceOfOneThatHasTelemetryIsTheWindowStages() {
        // Given
        Pending row = new Pending(START, ServiceLimits.SETTLED, List.of());
        SpokenFor services = stored(row, row);
        // When
        sweep(services, 600);
        // Then
        assertThat(limits.services()).isZero();
        assertThat(gone).isEmpty();
    }

    private void sweep(SpokenFor services, int minute) {
        services.sweep(new Situation(Instant.ofEpochMilli(at(minute)), Duration.ZERO, false),
                any -> Duration.ofHours(1),
                gone::add);
    }

    private static long at(int minute) {
        return START.plus(Duration.ofMinutes(minute)).toEpochMilli();
    }

    private SpokenFor stored(Pending row, @Nullable Pending window) {
        LiveStore<Pending> rows = store("outside");
        rows.put(BOOKS.toString(), row);
        rows.flushCache();
        LiveStore<Pending> windows = store("windows");
        if (window != null) {
            windows.put(BOOKS.toString(), window);
        }
        JoinStage stage = new JoinStage(new ProfilesInForce(List::of, Profile.standard(Duration.ofMinutes(1))), limits,
                Duration.ofHours(1), new Counts(new SimpleMeterRegistry()));
        return new SpokenFor(stage, rows, windows);
    }

    private LiveStore<Pending> store(String name) {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0),
                folder.resolve(name).toFile());
        LiveStore<Pending> store = LiveStoreBuilder.<Pending>persistent(name, () -> new PendingCodec(key -> {
        })).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
