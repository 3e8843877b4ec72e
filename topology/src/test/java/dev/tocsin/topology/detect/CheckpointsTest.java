package dev.tocsin.topology.detect;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When everything counts as written. */
class CheckpointsTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final Checkpoints checkpoints = Checkpoints.standard();

    @Test
    void aTaskHasWrittenWhenItsThreadComesRoundAfterTheCommitThatHadAll() throws Exception {
        // Given
        Checkpoints.Member task = checkpoints.join(0);
        checkpoints.requestAll();
        // When its commit was skipped, as in a rebalance
        task.written();
        task.swept();
        // Then it still owes
        assertThat(checkpoints.awaitAll(AT_ONCE)).isFalse();
        // And when a commit has begun and been made
        task.flushed();
        task.swept();
        assertThat(checkpoints.awaitAll(AT_ONCE)).isTrue();
    }

    @Test
    void aCommitFromBeforeTheRequestDoesNotCount() throws Exception {
        Checkpoints.Member task = checkpoints.join(0);
        task.flushed();
        task.swept();

        assertThat(checkpoints.awaitAll(AT_ONCE)).isFalse();
    }

    @Test
    void aTaskThatGoesOwesNothing() throws Exception {
        Checkpoints.Member task = checkpoints.join(0);
        checkpoints.requestAll();
        task.leave();

        assertThat(checkpoints.awaitAll(AT_ONCE)).isTrue();
    }

    @Test
    void onlyTasksOfRevokedPartitionsAreLeavingAndOnlyMeanwhile() {
        // Given
        Checkpoints.Member stays = checkpoints.join(1);
        Checkpoints.Member goes = checkpoints.join(2);
        Set<String> seen = new HashSet<>();
        // When
        checkpoints.during(Set.of(2, 3), () -> {
            seen.add("stays " + stays.leaving());
            seen.add("goes " + goes.leaving());
        });
        // Then
        assertThat(seen).containsExactlyInAnyOrder("stays false", "goes true");
        assertThat(goes.leaving()).isFalse();
    }
}
