package dev.tocsin.topology.limits;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceLimitsTest {

    private final ServiceLimits limits = new ServiceLimits(2, 2);

    @Test
    void whatIsKnownStaysAndOneTooManyIsRefusedAndNamed() {
        assertThat(limits.admit(new ServiceId("a", "one"))).isTrue();
        assertThat(limits.admit(new ServiceId("a", "two"))).isTrue();
        assertThat(limits.admit(new ServiceId("a", "three"))).isFalse();
        assertThat(limits.admit(new ServiceId("a", "one"))).isTrue();

        assertThat(limits.refused()).containsOnlyKeys("a");
        assertThat(limits.refused().get("a").times()).isEqualTo(1);
        assertThat(limits.refused().get("a").examples()).containsExactly("a/three");
    }

    @Test
    void oneThatIsGoneMakesRoom() {
        limits.admit(new ServiceId("a", "one"));
        limits.admit(new ServiceId("a", "two"));

        limits.release(new ServiceId("a", "one"));

        assertThat(limits.admit(new ServiceId("a", "three"))).isTrue();
        assertThat(limits.services()).isEqualTo(2);
    }

    @Test
    void namespacesAreLimitedTooAndTheirNamesAreNotKept() {
        limits.admit(new ServiceId("a", "one"));
        limits.admit(new ServiceId("b", "one"));
        for (int i = 0; i < 100_000; i++) {
            assertThat(limits.admit(new ServiceId("n" + i, "one"))).isFalse();
        }

        assertThat(limits.refused()).hasSize(1);
        assertThat(limits.refused().firstEntry().getValue().examples()).hasSize(5);
    }
}
