package dev.tocsin.bench.figures;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FiguresTest {

    @Test
    void figuresAreOneFlatObjectInTheOrderTheyWereFound() {
        Figures figures = new Figures().measured("ratio.to", 0.12345, 3).count("records", 1_000_000)
                .addAll(new Figures().measured("tiny", 1e-9, 2));

        assertThat(figures.toJson()).isEqualTo("{\"ratio.to\":0.123,\"records\":1000000,\"tiny\":0.00}");
    }

    @Test
    void nothingMeasuredIsNotAFigure() {
        assertThatThrownBy(() -> new Figures().measured("rate", 1 / 0.0, 1)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Figures().measured("rate", Double.NaN, 1)).hasMessageContaining("rate");
    }

    @Test
    void aFigureIsGivenOnce() {
        Figures figures = new Figures().count("records", 1);

        assertThatThrownBy(() -> figures.count("records", 2)).hasMessageContaining("twice");
    }

    @Test
    void theMedianIsTheMiddle() {
        assertThat(Median.of(3, 1, 2)).isEqualTo(2);
        assertThat(Median.of(4, 1, 3, 2)).isEqualTo(2.5);
        assertThatThrownBy(Median::of).hasMessageContaining("nothing");
    }
}
