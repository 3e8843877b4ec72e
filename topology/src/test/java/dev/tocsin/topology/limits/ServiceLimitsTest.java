package dev.tocsin.topology.limits;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServiceLimitsTest {

    private static final long MINUTE = 60_000;
    private static final ServiceId ONE = new ServiceId("a", "one");
    private static final ServiceId TWO = new ServiceId("a", "two");
    private static final ServiceId THREE = new ServiceId("a", "three");

    private final ServiceLimits limits = limits(2, 2);

    private static ServiceLimits limits(int services, int namespaces) {
        return new ServiceLimits(new TelemetryLimits(services, namespaces, 40, 100), Duration.ofMinutes(2));
    }

    private void heard(ServiceId service, int windows) {
        for (int i = 0; i < windows; i++) {
            limits.heard(service, i * MINUTE, 1);
        }
    }

    @Test
    void whatIsSettledStaysAndOneTooManyIsRefusedAndNamed() {
        assertThat(limits.admit(ONE, 0, 1)).isTrue();
        assertThat(limits.admit(TWO, 0, 1)).isTrue();
        heard(ONE, ServiceLimits.SETTLED);
        heard(TWO, ServiceLimits.SETTLED);

        assertThat(limits.admit(THREE, 60 * MINUTE, 9)).isFalse();

        assertThat(limits.admit(ONE, 60 * MINUTE, 0)).isTrue();
        assertThat(limits.refused()).containsOnlyKeys("a");
        assertThat(limits.refused().get("a").times()).isEqualTo(1);
        assertThat(limits.refused().get("a").examples()).containsExactly("a/three");
    }

    @Test
    void oneThatWasHeardOnceAndIsSilentGivesWay() {
        limits.admit(ONE, 0, 1);
        limits.admit(TWO, 0, 1);
        heard(TWO, ServiceLimits.SETTLED);

        assertThat(limits.admit(THREE, MINUTE, 1)).as("not silent for long").isFalse();
        assertThat(limits.admit(THREE, 5 * MINUTE, 1)).isTrue();

        assertThat(limits.knows(ONE)).isFalse();
        assertThat(limits.knows(TWO)).isTrue();
        assertThat(limits.services()).isEqualTo(2);
    }

    @Test
    void oneThatComesBackTakesThePlaceOfOneThatWasHeardOnceThoughItIsntSilentYet() {
        limits.admit(ONE, 3 * MINUTE, 1);
        limits.admit(TWO, 3 * MINUTE, 0);

        assertThat(limits.admit(THREE, 3 * MINUTE, 1)).isFalse();
        assertThat(limits.admit(THREE, 4 * MINUTE, 1)).isTrue();

        assertThat(limits.knows(ONE)).as("has more signals").isTrue();
        assertThat(limits.knows(TWO)).isFalse();
    }

    @Test
    void whatWasSettledBeforeARestartStillIs() {
        limits.hold(ONE, ServiceLimits.SETTLED, 0);
        limits.hold(TWO, 0, 0);
        limits.hold(TWO, ServiceLimits.SETTLED, 0);

        assertThat(limits.admit(THREE, 600 * MINUTE, 1)).isFalse();
    }

    @Test
    void oneThatIsGoneMakesRoom() {
        limits.admit(ONE, 0, 1);
        limits.admit(TWO, 0, 1);

        limits.release(ONE);

        assertThat(limits.admit(THREE, 0, 1)).isTrue();
        assertThat(limits.services()).isEqualTo(2);
    }

    @Test
    void namespacesAreLimitedTooAndTheirNamesAreNotKept() {
        limits.admit(ONE, 0, 1);
        limits.admit(new ServiceId("b", "one"), 0, 1);
        for (int i = 0; i < 100_000; i++) {
            assertThat(limits.admit(new ServiceId("n" + i, "one"), MINUTE, 1)).isFalse();
        }

        assertThat(limits.refused()).containsOnlyKeys(ServiceLimits.OTHERS);
        assertThat(limits.refused().firstEntry().getValue().examples()).hasSize(5);
        assertThat(limits.told(new ServiceId("n1", "one"))).isEqualTo(ServiceLimits.OTHERS);
    }

    @Test
    void aNamespaceInWhichNobodySettledGivesWay() {
        limits.admit(ONE, 0, 1);
        heard(ONE, ServiceLimits.SETTLED);
        limits.admit(new ServiceId("b", "one"), 0, 1);

        assertThat(limits.admit(new ServiceId("c", "one"), 10 * MINUTE, 1)).isTrue();

        assertThat(limits.knows(ONE)).isTrue();
    }

    @Test
    void aServicePerRequestPushesOutNobodyWhoWasThereAndKeepsNobodyOutForLong() {
        // Given twenty settled services, and a hundred places
        ServiceLimits crowded = limits(100, 2);
        IntStream.range(0, 20).forEach(i -> crowded.hold(new ServiceId("a", "old" + i), ServiceLimits.SETTLED, 0));
        // When a hundred thousand ids come in ten minutes, and twenty services among them that stay
        int id = 0;
        for (int step = 0; step < 40; step++) {
            long time = step * 15_000L;
            for (int i = 0; i < 2_500; i++) {
                crowded.admit(new ServiceId("a", "request-" + id++), time, 1);
            }
            for (int i = 0; i < 20; i++) {
                ServiceId late = new ServiceId("a", "new" + i);
                if (crowded.admit(late, time, 1) && step % 4 == 3) {
                    crowded.heard(late, time, 1);
                }
            }
            assertThat(crowded.services()).isLessThanOrEqualTo(100);
        }
        // Then
        IntStream.range(0, 20).forEach(i -> {
            assertThat(crowded.knows(new ServiceId("a", "old" + i))).isTrue();
            assertThat(crowded.knows(new ServiceId("a", "new" + i))).as("new%d", i).isTrue();
        });
        assertThat(crowded.refused().get("a").times()).isGreaterThan(90_000);
    }

    @Test
    void aLimitThatLetsNothingInIsRefused() {
        assertThatThrownBy(() -> limits(0, 1)).hasMessage("limits.services 0 must be from 1 to 1000000");
    }
}
