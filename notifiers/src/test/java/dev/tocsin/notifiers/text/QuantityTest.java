package dev.tocsin.notifiers.text;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tocsin.notifiers.Seed;

import static org.assertj.core.api.Assertions.assertThat;

class QuantityTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            latency_p50_seconds,         0.029503999999999996, 0.023132098283826848, 29.5 ms,    23.13 ms
            latency_seconds_p99,         1.307,                0.0396,               1.31 s,     39.6 ms
            http.server.duration.ms,     1532,                 0.25,                 1.53 s,     0.25 ms
            batch_age_seconds,           7384,                 0,                    2 h 3 min,  0 s
            last_run_timestamp_seconds,  1795367390,           -,                    1795000000, ''
            cpu_utilization,             0.9936510000000001,   0.2284415451502027,   99.37 %,    22.84 %
            error_ratio,                 0.4559,               0.000006159,          45.59 %,    0 %
            disk_utilization,            87.5,                 50,                   87.5,       50
            cpu_percent,                 12.345,               10,                   12.35 %,    10 %
            heap_used_bytes,             20360000,             9990,                 20.36 MB,   9.99 kB
            heapUsedBytes,               -1500,                2e12,                 0 B,        2 TB
            network_bytes_per_second,    125000,               0,                    125 kB/s,   0 B/s
            requests_per_second,         38.29,                49.81,                38.29/s,    49.81/s
            queue_depth,                 47.3128,              0.00001564,           47.31,      0
            queue_depth,                 0,                    0.0002056,            0,          0.000206
            p99,                         812.4,                120,                  812.4,      120
            '',                          1234567,              1e20,                 0,          1E+20
            -,                           NaN,                  -Infinity,            '',         ''
            """)
    void reads_as_a_person_would_say_it(String metric, Double observed, Double expected, String seen, String usual) {
        assertThat(Quantity.of(metric, observed, expected)).isEqualTo(new Quantity(seen, usual));
    }

    @Test
    void says_what_is_no_number() {
        assertThat(Quantity.of("queue", null, 1.0).seen()).isEqualTo("n/a");
    }

    @Test
    void never_writes_more_than_four_digits_that_matter() {
        Seed.each(2_000, random -> {
            // Given
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(-5, 14));
            // When
            String text = Quantity.number(value);
            // Then
            assertThat(text.replaceAll("[-.]|E.*", "").replaceAll("^0+|0+$", "")).hasSizeLessThanOrEqualTo(4);
            assertThat(Double.parseDouble(text)).isCloseTo(value, Percentage.withPercentage(0.6));
        });
    }
}
