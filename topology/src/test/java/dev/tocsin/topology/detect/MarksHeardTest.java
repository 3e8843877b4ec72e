package dev.tocsin.topology.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.detectors.Mark;
import dev.tocsin.topology.detect.MarksHeard.Meaning;

import static org.assertj.core.api.Assertions.assertThat;

class MarksHeardTest {

    private final List<String> torn = new ArrayList<>();
    private final MarksHeardCodec codec = new MarksHeardCodec(torn::add);

    @Test
    void ofOneIncidentTheSameCountsOnceAndTheOtherTakesItBack() {
        MarksHeard heard = MarksHeard.NONE.with("a", Mark.FALSE_ALARM);

        assertThat(heard.meaning("a", Mark.FALSE_ALARM)).isEqualTo(Meaning.REPEATED);
        assertThat(heard.meaning("a", Mark.USEFUL)).isEqualTo(Meaning.TAKEN_BACK);
        assertThat(heard.meaning("b", Mark.FALSE_ALARM)).isEqualTo(Meaning.NEW);
        assertThat(heard.without("a")).isEqualTo(MarksHeard.NONE);
    }

    @Test
    void theOldestIsForgottenAndTheRestSurvivesItsStoredForm() {
        // Given more than there is room for
        MarksHeard heard = MarksHeard.NONE;
        for (int i = 0; i < MarksHeard.MOST + 5; i++) {
            heard = heard.with("incident/" + i, i % 2 == 0 ? Mark.USEFUL : Mark.FALSE_ALARM);
        }
        // When
        MarksHeard read = codec.read("default/checkout", codec.write(heard));
        // Then
        assertThat(read).isEqualTo(heard);
        assertThat(heard.marks()).hasSize(MarksHeard.MOST);
        assertThat(heard.meaning("incident/4", Mark.USEFUL)).isEqualTo(Meaning.NEW);
        assertThat(codec.write(MarksHeard.NONE)).isNull();
    }

    @Test
    void aTornRowIsNamedAndForgotten() {
        byte[] whole = codec.write(MarksHeard.NONE.with("a", Mark.USEFUL));

        assertThat(codec.read("default/checkout", Arrays.copyOf(whole, whole.length - 1))).isNull();
        assertThat(codec.read("default/checkout", new byte[]{9})).isNull();
        assertThat(torn).hasSize(2);
    }
}
