package dev.tocsin.bench.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.v1.TelemetrySample;

import static org.assertj.core.api.Assertions.assertThat;

class FleetTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:34:56Z");

    private static List<TelemetrySample> samples(Fleet fleet) {
        List<TelemetrySample> samples = new ArrayList<>();
        fleet.forEach(samples::add);
        return samples;
    }

    @Test
    void theSameSeedGivesTheSameSamples() {
        Fleet fleet = Fleet.until(NOW, 7, 40, 50, 3);

        assertThat(samples(fleet)).isEqualTo(samples(fleet)).hasSize(350)
                .isNotEqualTo(samples(Fleet.until(NOW, 7, 40, 50, 4)));
    }

    @Test
    void everyServiceSpeaksOnceInTenSecondsUntilAboutNow() {
        Fleet fleet = Fleet.until(NOW, 3, 40, 50, 3);

        List<Instant> times = samples(fleet).stream().filter(sample -> sample.getService().equals("service-2"))
                .map(TelemetrySample::getTime).toList();

        assertThat(times).hasSize(50);
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i))).isEqualTo(Fleet.STEP);
        }
        assertThat(times.getLast()).isBetween(NOW.minus(Duration.ofMinutes(2)), NOW);
    }

    @Test
    void valuesAreFiniteAndRatiosAreAtMostOne() {
        Fleet fleet = Fleet.until(NOW, 40, 40, 600, 3);

        fleet.forEach(sample -> sample.getMetrics().forEach((name, value) -> {
            assertThat(value).as(name).isBetween(0.0,
                    name.endsWith("ratio") || name.endsWith("utilization") ? 1 : 1e12);
        }));
    }

    @Test
    void aFaultIsSeenInTheErrorsOfItsService() {
        ServiceLife faulty = new ServiceLife(1, 40, Fleet.STEP, Duration.ofMinutes(10));
        int errors = faulty.names().indexOf("http.server.errors.ratio");

        double before = mean(faulty, errors, 60);
        mean(faulty, errors, 20);
        double during = mean(faulty, errors, 30);

        assertThat(during).isGreaterThan(5 * before);
    }

    private static double mean(ServiceLife life, int metric, int samples) {
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            sum += life.next()[metric];
        }
        return sum / samples;
    }
}
