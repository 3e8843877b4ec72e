package dev.tocsin.escalation.signal;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/** The built-in signals on metrics as they are named and valued out there. */
class BuiltInTest {

    @Test
    void allAreThere() {
        assertThat(Signals.builtIn().names()).contains("latency_high", "errors_up", "cpu_saturated", "traffic_up",
                "traffic_down", "healthy", "quiet", "silent", "restarted", "deployed", "rolled_back");
    }

    @ParameterizedTest
    @CsvSource({
            // signal, metric, observed, expected, level, direction, true after two such windows
            "latency_high, http.server.request.duration.p99, 0.9, 0.2, ELEVATED, UP, true",
            "latency_high, checkout_latency_p50_ms, 240, 100, ELEVATED, UP, true",
            "latency_high, ResponseTime, 240, 100, ANOMALOUS, UP, true",
            "latency_high, api_response_time, 100.4, 100, ANOMALOUS, UP, false",
            "latency_high, http_request_duration_seconds_count, 900, 100, ANOMALOUS, UP, false",
            "latency_high, jvm.gc.duration, 0.9, 0.1, ANOMALOUS, UP, false",
            "latency_high, latency_p99, 0.1, 0.9, ANOMALOUS, DOWN, false",
            "errors_up, error_ratio, 0.001, 0.0001, ANOMALOUS, UP, false",
            "errors_up, error_ratio, 0.02, 0.001, ELEVATED, UP, true",
            "errors_up, error_ratio, 0.08, 0.001, NORMAL, NONE, true",
            "errors_up, error_ratio, 0.08, 0.08, NORMAL, NONE, false",
            "errors_up, http_5xx_percent, 0.4, 0.01, ANOMALOUS, UP, false",
            "errors_up, http_5xx_percent, 12, 0.3, NORMAL, NONE, true",
            "errors_up, db_failures_total, 40, 2, ELEVATED, UP, true",
            "errors_up, db_failures_total, 40, 38, NORMAL, NONE, false",
            "errors_up, db_failures_total, 1, 0, ANOMALOUS, UP, false",
            "errors_up, slo_error_budget_left, 0.9, 0.1, ANOMALOUS, UP, false",
            "error_ratio_high, error_ratio, 0.06, 0.002, NORMAL, NONE, true",
            "error_ratio_high, error_ratio, 0.06, 0.055, NORMAL, UP, false",
            "error_ratio_high, errors_total, 60, 1, ANOMALOUS, UP, false",
            "cpu_saturated, process_cpu_utilization, 0.97, 0.4, NORMAL, NONE, true",
            "cpu_saturated, process_cpu_utilization, 0.6, 0.2, ANOMALOUS, UP, false",
            "cpu_saturated, container_cpu_millicores, 250, 240, NORMAL, NONE, false",
            "cpu_saturated, container_cpu_millicores, 900, 240, ANOMALOUS, UP, true",
            "cpu_saturated, cpu_cores_used, 0.95, 0.9, NORMAL, NONE, false",
            "cpu_saturated, cpu_usage, 380, 120, ANOMALOUS, UP, true",
            "cpu_saturated, cpu_percent, 0.95, 0.9, NORMAL, NONE, false",
            "cpu_saturated, cpu_percent, 96, 40, NORMAL, NONE, true",
            "cpu_saturated, cpu_usage_idle, 0.99, 0.5, ANOMALOUS, UP, false",
            "traffic_up, http_requests_per_sec, 400, 100, ELEVATED, UP, true",
            "traffic_up, rps, 400, 100, ELEVATED, UP, true",
            "traffic_up, failed_requests, 400, 100, ELEVATED, UP, false",
            "traffic_up, http_requests_per_sec, 101, 100, ELEVATED, UP, false",
            "traffic_down, throughput, 10, 100, ELEVATED, DOWN, true",
            "traffic_down, throughput, 99, 100, ELEVATED, DOWN, false"})
    void onRealNamesAndValues(String signal, String metric, double observed, double expected, Level level,
            Direction direction, boolean holds) {
        var book = new SignalBook(List.of(Signals.builtIn().find(signal).orElseThrow()));
        var verdict = verdict(metric, new Reading(observed, expected, 9, direction, 1, level));

        Truth first = book.of(verdict, Runs.RESTING);
        Truth second = book.of(verdict, first.runs());

        assertThat(second.holds(0)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"cpu_saturated,cpu_utilization,0.97", "error_ratio_high,error_ratio,0.2"})
    void aSingleWindowOfThatIsNotEnough(String signal, String metric, double observed) {
        var book = new SignalBook(List.of(Signals.builtIn().find(signal).orElseThrow()));

        Truth first = book.of(verdict(metric, new Reading(observed, 0.01, 9, Direction.UP, 1, Level.ANOMALOUS)),
                Runs.RESTING);

        assertThat(first.holds(0)).isFalse();
    }

    @Test
    void aDocumentReplacesOneByName() {
        Signal mine = Signal.of("latency_high", new Condition.NoData());

        assertThat(Signals.builtIn().with(List.of(mine)).find("latency_high")).contains(mine);
        assertThat(Signals.builtIn().find("latency_high")).isNotEqualTo(mine);
    }

    private static Verdict verdict(String metric, Reading reading) {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        return new Verdict(new ServiceId("prod", "checkout"), start, start.plusSeconds(60), Phase.MATURE, 4, 9, 0.01,
                0.9, reading.level(), reading.level() == Level.ANOMALOUS, Map.of(metric, reading));
    }
}
