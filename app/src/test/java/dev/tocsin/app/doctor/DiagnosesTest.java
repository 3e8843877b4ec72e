package dev.tocsin.app.doctor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tocsin.app.doctor.Diagnosis.Status;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.notifiers.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** What is concluded from what was seen. */
class DiagnosesTest {

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    @Test
    void aClockThatLayBetweenQuestionAndAnswerIsRight() {
        assertThat(ClockExamination.difference(NOON, NOON.plusMillis(3), NOON.plusMillis(9)).status())
                .isEqualTo(Status.ok);
    }

    @Test
    void aClockThatIsOffIsAFailureWithItsSide() {
        Diagnosis behind = ClockExamination.difference(NOON, NOON.minusSeconds(95), NOON.plusMillis(9));
        Diagnosis ahead = ClockExamination.difference(NOON, NOON.plusSeconds(45), NOON.plusSeconds(1));

        assertThat(behind.status()).isEqualTo(Status.fail);
        assertThat(behind.seen()).contains("95 s behind");
        assertThat(ahead.seen()).contains("44 s ahead");
    }

    @Test
    void aRecordOfTheFutureIsAWarning() {
        assertThat(ClockExamination.records("t", NOON.plusSeconds(31), NOON).status()).isEqualTo(Status.warn);
        assertThat(ClockExamination.records("t", NOON.minusSeconds(3_600), NOON).status()).isEqualTo(Status.ok);
    }

    @Test
    void rightsThatAreMissingAreNamedByTopic() {
        // Given
        List<Need> needs = List.of(new Need("in", Set.of(AclOperation.READ, AclOperation.DESCRIBE)),
                new Need("out", Set.of(AclOperation.WRITE, AclOperation.DESCRIBE)));
        // When
        Diagnosis found = AccessExamination.topics(needs,
                Map.of("in", Set.of(AclOperation.READ), "out", Set.of(AclOperation.DESCRIBE)), Set.of());
        // Then
        assertThat(found.status()).isEqualTo(Status.fail);
        assertThat(found.seen()).contains("out: WRITE").doesNotContain("in:");
    }

    @Test
    void whereBrokersDoNotSayNothingIsConcluded() {
        assertThat(AccessExamination.topics(List.of(new Need("in", Set.of(AclOperation.READ))), Map.of(), Set.of())
                .status()).isEqualTo(Status.warn);
    }

    @Test
    void aChangelogOfAnotherWidthIsAFailure() {
        Settings settings = Settings.of("test", Map.of("topics.partitions", "6"));

        assertThat(TopicExamination.internal(settings, Map.of("tocsin-windows-changelog", 6,
                "tocsin-switchboard-changelog", 1, "other-changelog", 3)).status()).isEqualTo(Status.ok);
        assertThat(TopicExamination.internal(settings, Map.of("tocsin-windows-changelog", 12)).seen())
                .contains("tocsin-windows-changelog has 12");
    }

    @Test
    void telemetryThatIsCompactedOrShortLivedIsSaid() {
        assertThat(TopicExamination.retention("source", "3 partitions", Map.of("cleanup.policy", "compact")).status())
                .isEqualTo(Status.fail);
        assertThat(TopicExamination.retention("source", "3 partitions",
                Map.of("cleanup.policy", "delete", "retention.ms", "3600000")).seen()).contains("kept 60 min");
    }

    @Test
    void aStateFolderInMemoryIsAWarningAndAFullDiskToo() {
        assertThat(StateExamination.persistence(Path.of("/data"), "tmpfs", 1L << 40).status()).isEqualTo(Status.warn);
        assertThat(StateExamination.persistence(Path.of("/data"), "ext4", 1L << 20).status()).isEqualTo(Status.warn);
        assertThat(StateExamination.persistence(Path.of("/data"), "ext4", 1L << 40).status()).isEqualTo(Status.ok);
    }

    @Test
    void slacksRefusalIsToldInItsOwnWords() {
        var refused = new Answer.Answered(200, "{\"ok\":false,\"error\":\"invalid_auth\"}", null);
        var html = new Answer.Answered(200, "<html>", null);

        assertThat(ReceiverExamination.slack("receiver slack", refused, "#a", "").seen()).contains("invalid_auth");
        assertThat(ReceiverExamination.slack("receiver slack", html, "#a", "").seen()).contains("isn't Slack");
    }

    @ParameterizedTest
    @CsvSource({"21, 3.9", "25, 4.0", "27, 4.1", "29, 4.2", "30, 4.3", "99, 4.4"})
    void aMetadataLevelIsARelease(int level, String release) {
        assertThat(Release.ofLevel(level)).map(Release::toString).isEqualTo(Optional.of(release));
    }
}
