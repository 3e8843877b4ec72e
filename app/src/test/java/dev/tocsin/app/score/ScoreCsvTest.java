package dev.tocsin.app.score;

import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

import dev.tocsin.app.score.ScoreCsv.Summary;
import dev.tocsin.detectors.Profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScoreCsvTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Random random = new Random(4);

    @Test
    void one_row_comes_out_per_row_that_goes_in() throws Exception {
        // Given a row index
        ScoreCsv scoring = new ScoreCsv(Profile.standard(MINUTE), rows -> {
        });
        StringWriter out = new StringWriter();
        // When
        Summary summary = scoring.score(source("test.csv", csv(100, Integer::toString)), out);
        // Then
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(101);
        assertThat(lines.getFirst())
                .isEqualTo("window_start,window_end,score,p_value,anomalous,top_metric,contribution");
        assertThat(lines.get(1)).isEqualTo("0,1,,,false,,");
        assertThat(lines.get(100)).matches("99,100,[0-9.E-]+,[0-9.E-]+,(true|false),(cpu|latency),[0-9.]+");
        assertThat(summary.windows()).isEqualTo(100);
        assertThat(summary.warmingUp()).isEqualTo(60);
    }

    @Test
    void rows_after_the_warm_up_are_scored_from_the_first_on() throws Exception {
        // Given
        ScoreCsv scoring = new ScoreCsv(Profile.standard(MINUTE), rows -> {
        });
        scoring.warmUp(source("train.csv", csv(200, Integer::toString)));
        StringWriter out = new StringWriter();
        // When the index of the test begins at 0 again, and its last row is far out
        Summary summary = scoring.score(source("test.csv", csv(20, Integer::toString) + "20,900,0.2\n"), out);
        // Then
        List<String> lines = out.toString().lines().toList();
        assertThat(summary.warmingUp()).isZero();
        assertThat(lines.get(1)).startsWith("0,1,");
        assertThat(lines.getLast()).startsWith("20,21,").contains(",true,cpu,");
    }

    @Test
    void rows_of_one_window_are_averaged() throws Exception {
        // Given two rows a minute, in milliseconds
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        ScoreCsv scoring = new ScoreCsv(Profile.standard(MINUTE), rows -> {
        });
        StringWriter out = new StringWriter();
        // When
        scoring.score(source("test.csv", csv(200, i -> Long.toString(start.plusSeconds(30L * i).toEpochMilli()))), out);
        // Then
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(101);
        assertThat(lines.get(1)).startsWith("2026-03-01T00:00:00Z,2026-03-01T00:01:00Z,");
    }

    @Test
    void a_blank_field_is_a_missing_value() throws Exception {
        ScoreCsv scoring = new ScoreCsv(Profile.standard(MINUTE), rows -> {
        });
        scoring.warmUp(source("train.csv", csv(200, Integer::toString)));
        StringWriter out = new StringWriter();
        scoring.score(source("test.csv", "t,cpu,latency\n0,,0.2\n1,,\n2,50,0.2\n"), out);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(1)).startsWith("0,1,").contains(",latency,");
        assertThat(lines.get(2)).isEqualTo("1,2,,,false,,");
        assertThat(lines.get(3)).startsWith("2,3,").doesNotContain(",,");
    }

    @Test
    void a_torn_file_is_refused_with_file_and_line() {
        assertRefused("", "test.csv: is empty");
        assertRefused("time,cpu\n0,1\n", "test.csv:1: the header must be t");
        assertRefused("t,cpu\n0,1\n1\n", "test.csv:3: 1 fields, the header has 2");
        assertRefused("t,cpu\n0,1\n1,x\n", "test.csv:3: cpu is 'x', not a number");
        assertRefused("t,cpu\n5,1\n4,1\n", "test.csv:3: t goes back: 4");
        assertRefused("t,cpu\n0,1\nnoon,1\n", "test.csv:3: t is 'noon', not a row index");
        assertRefused("t,cpu\nnoon,1\n", "test.csv:2: t is 'noon', not a time like");
        assertRefused("t,cpu\n0,\"1\n", "test.csv: torn CSV");
        assertRefused("t,cpu,cpu\n0,1,2\n", "test.csv:1: two columns are named cpu");
        assertRefused("t,cpu,\n0,1,\n", "test.csv:1: column 3 has no name");
    }

    @Test
    void a_test_must_tell_time_as_its_warm_up_does() throws Exception {
        ScoreCsv scoring = new ScoreCsv(Profile.standard(MINUTE), rows -> {
        });
        scoring.warmUp(source("train.csv", csv(10, Integer::toString)));
        assertThatThrownBy(
                () -> scoring.score(source("test.csv", "t,cpu\n2026-03-01T00:00:00Z,1\n"), new StringWriter()))
                .isInstanceOf(UnreadableCsvException.class).hasMessageContaining("in the warm-up it is a row index");
    }

    private static void assertRefused(String content, String message) {
        ScoreCsv scoring = new ScoreCsv(Profile.standard(MINUTE), rows -> {
        });
        assertThatThrownBy(() -> scoring.score(source("test.csv", content), new StringWriter()))
                .isInstanceOf(UnreadableCsvException.class).hasMessageStartingWith(message);
    }

    private static CsvSource source(String name, String content) {
        return new CsvSource(name, new StringReader(content));
    }

    private String csv(int rows, IntFunction<String> time) {
        StringBuilder csv = new StringBuilder("t,cpu,latency\n");
        for (int i = 0; i < rows; i++) {
            csv.append(time.apply(i)).append(',').append(50 + random.nextGaussian()).append(',')
                    .append(0.2 + 0.01 * random.nextGaussian()).append('\n');
        }
        return csv.toString();
    }
}
