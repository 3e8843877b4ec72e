package dev.tocsin.topology.detect;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Profile;

import static org.assertj.core.api.Assertions.assertThat;

class CandidateCodecTest {

    private static final Profile TRIAL = Profile.standard(Duration.ofMinutes(1)).named("trial", 3);

    @Test
    void aCandidateSurvivesAnEditOfItsProfileButNotAnotherCandidate() {
        // Given
        byte[] stored = new CandidateCodec(key -> TRIAL).write(new Candidate("trial", Detector.create(TRIAL)));

        // Then
        Candidate edited = new CandidateCodec(key -> TRIAL.named("trial", 4)).read("a/b", stored);
        assertThat(edited.model().profile().version()).isEqualTo(4);
        assertThat(new CandidateCodec(key -> TRIAL.named("other", 1)).read("a/b", stored))
                .isEqualTo(new Candidate("trial", null));
        assertThat(new CandidateCodec(key -> null).read("a/b", stored)).isEqualTo(new Candidate("trial", null));
    }

    @Test
    void whatIsTornIsNothing() {
        CandidateCodec codec = new CandidateCodec(key -> TRIAL);

        assertThat(codec.read("a/b", new byte[]{1, 2})).isNull();
        assertThat(codec.read("a/b", new byte[]{0, 0, 0, 9, 1})).isNull();
        assertThat(codec.read("a/b", new byte[]{-1, 0, 0, 9, 1})).isNull();
        assertThat(codec.read("a/b", new byte[]{0, 0, 0, 1, 'x', 1, 2})).isEqualTo(new Candidate("x", null));
        assertThat(codec.write(new Candidate("x", null))).isNull();
    }
}
