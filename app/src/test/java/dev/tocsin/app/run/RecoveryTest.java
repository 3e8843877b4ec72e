package dev.tocsin.app.run;

import java.time.Instant;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

import dev.tocsin.app.run.Recovery.Verdict;
import dev.tocsin.topology.decode.HeldTooLongException;

import static org.assertj.core.api.Assertions.assertThat;

class RecoveryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Recovery recovery = new Recovery();

    @Test
    void aPassingFaultCostsAThreadOnly() {
        assertThat(judge(new StreamsException(new TimeoutException("a broker was slow")), NOW))
                .isEqualTo(Verdict.REPLACE_THREAD);
    }

    @Test
    void whatNoNewThreadCanMendEndsTheService() {
        assertThat(judge(new StreamsException(new TopicAuthorizationException("x")), NOW))
                .isEqualTo(Verdict.NOT_PERMITTED);
        assertThat(judge(new MissingSourceTopicException("x"), NOW)).isEqualTo(Verdict.CANNOT_START);
        assertThat(judge(new OutOfMemoryError(), NOW)).isEqualTo(Verdict.OUT_OF_RESOURCES);
    }

    @Test
    void whatHappensAgainAndAgainIsNotPassing() {
        // Given
        var bug = new IllegalStateException("a bug");
        for (int i = 0; i < Recovery.MOST; i++) {
            assertThat(judge(bug, NOW.plusSeconds(i))).isEqualTo(Verdict.REPLACE_THREAD);
        }
        // When, Then
        assertThat(judge(bug, NOW.plusSeconds(Recovery.MOST))).isEqualTo(Verdict.AGAIN_AND_AGAIN);
        assertThat(judge(bug, NOW.plus(Recovery.SPAN).plusSeconds(Recovery.MOST + 1L)))
                .as("the old deaths are forgotten").isEqualTo(Verdict.REPLACE_THREAD);
    }

    @Test
    void waitingForTheRegistryIsNoFaultHoweverManyThreadsWait() {
        var held = new StreamsException(new HeldTooLongException("the registry is away"));
        for (int i = 0; i < 10 * Recovery.MOST; i++) {
            assertThat(judge(held, NOW)).isEqualTo(Verdict.REPLACE_THREAD);
        }
    }

    private Verdict judge(Throwable death, Instant at) {
        return recovery.judge(death, at);
    }
}
