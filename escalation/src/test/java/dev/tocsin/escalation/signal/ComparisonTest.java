package dev.tocsin.escalation.signal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ComparisonTest {

    @ParameterizedTest
    @CsvSource({"> 0.05,0.06,true", "> 0.05,0.05,false", ">=0.05,0.05,true", "< 3,2.9,true", "< 3,3,false",
            " <= 1e3 ,1000,true", "> -1,0,true"})
    void comparesAsItIsWritten(String text, double value, boolean holds) {
        assertThat(Comparison.parse(text).holds(value)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.05", "=> 1", "> five", "> NaN", "> ", "!= 3"})
    void whatIsNoComparisonIsRefusedByName(String text) {
        assertThatThrownBy(() -> Comparison.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text.equals("> NaN") ? "NaN" : "'" + text + "'");
    }

    @Test
    void aMissingValueSatisfiesNothing() {
        assertThat(Comparison.parse(">= 0").holds(Double.NaN)).isFalse();
        assertThat(Comparison.parse("<= 0").holds(Double.NaN)).isFalse();
    }
}
