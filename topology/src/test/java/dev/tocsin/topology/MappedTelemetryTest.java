package dev.tocsin.topology;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;

import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.TopologySettings.Source;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.limits.TelemetryLimits;
import dev.tocsin.topology.store.LiveStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Un-keyed OTLP without any document: what becomes of it on the whole way to verdicts. */
class MappedTelemetryTest {

    @TempDir
    Path state;

    @Test
    void aFreshInstallationJudgesLatencyErrorsAndTrafficOfItsServices() {
        try (Driven bell = driven(ServiceLimits.standard())) {
            feed(bell, 0, 20);

            List<WindowVerdict> verdicts = bell.verdicts();
            assertThat(verdicts).extracting(WindowVerdict::getService).contains("checkout", "payments");
            WindowVerdict one = verdicts.stream().filter(verdict -> verdict.getService().equals("checkout")
                    && verdict.getMetrics().size() >= 5).skip(1).findFirst().orElseThrow();
            assertThat(one.getNamespace()).isEqualTo("prod-eu");
            assertThat(observed(one, "http_requests_per_second")).as("two instances of ten a second")
                    .isCloseTo(20, within(1e-6));
            assertThat(observed(one, "http_error_ratio")).isCloseTo(0.1, within(1e-6));
            assertThat(observed(one, "http_latency_seconds_p50")).isBetween(0.05, 0.1);
            assertThat(observed(one, "orders_per_second")).isCloseTo(2, within(1e-6));
        }
    }

    @Test
    void aMapThatIsWrittenWhileItRunsIsUsedFromThenOn() {
        try (Driven bell = driven(ServiceLimits.standard())) {
            feed(bell, 0, 12);
            String map = """
                    {"kind": "MetricMap", "name": "mine", "spec": {"source": "otlp_*", "metrics": [
                      {"match": "orders", "name": "orders_per_minute", "scale": 60}]}}""";
            bell.driver.createInputTopic(bell.topics.config().name(), new StringSerializer(), new StringSerializer())
                    .pipeInput("MetricMap/*/mine", map, Driven.START.plusSeconds(180));
            feed(bell, 12, 24);

            WindowVerdict last = bell.verdicts().getLast();
            assertThat(observed(last, "orders_per_minute")).isCloseTo(120, within(1e-6));
            assertThat(observed(last, "http_requests_per_second")).isCloseTo(20, within(1e-6));
        }
    }

    @Test
    void ourOwnSamplesKeepTheirIdentityAndAreMappedWhereAMapNamesTheirTopic() {
        try (Driven bell = new Driven(state, InputLag.NONE)) {
            String map = """
                    {"kind": "MetricMap", "name": "mine", "spec": {"source": "tocsin.telemetry.v1", "metrics": [
                      {"match": "jobs", "as": "counter", "name": "jobs_per_second"},
                      {"match": "noise", "drop": true}]}}""";
            bell.driver.createInputTopic(bell.topics.config().name(), new StringSerializer(), new StringSerializer())
                    .pipeInput("MetricMap/*/mine", map, Driven.START);
            for (int step = 0; step < 12; step++) {
                Instant time = Driven.START.plusSeconds(15L * step);
                bell.sample("cart", time, Map.of("jobs", 30.0 * step, "noise", 1.0, "latency_ms", 40.0));
            }

            WindowVerdict verdict = bell.verdicts().getLast();
            assertThat(verdict.getService()).isEqualTo("cart");
            assertThat(verdict.getMetrics()).containsOnlyKeys("jobs_per_second", "latency_ms");
            assertThat(observed(verdict, "jobs_per_second")).isCloseTo(2, within(1e-6));
            assertThat(observed(verdict, "latency_ms")).isEqualTo(40);
        }
    }

    @Test
    void aCounterThatBeginsAnewMakesNoSpike() {
        try (Driven bell = driven(ServiceLimits.standard())) {
            feed(bell, 0, 40);

            assertThat(bell.verdicts()).filteredOn(verdict -> verdict.getMetrics().containsKey("orders_per_second"))
                    .isNotEmpty().allSatisfy(verdict -> assertThat(observed(verdict, "orders_per_second"))
                            .isBetween(0.0, 2.1));
            assertThat(bell.counted("tocsin_points", "counter_reset")).isPositive();
        }
    }

    @Test
    void aServicePerRequestIdPushesNobodyOutAndExhaustsNothing() {
        // Given a hundred places, of which a flood of ids has all
        TelemetryLimits few = new TelemetryLimits(100, 20, 40, 100);
        try (Driven bell = driven(new ServiceLimits(few, Duration.ofMinutes(2)))) {
            int id = 0;
            for (int step = 0; step < 50; step++) {
                Instant time = Driven.START.plusSeconds(15L * step);
                ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
                for (int i = 0; i < 2_000; i++) {
                    request.addResourceMetrics(resource("request-" + id++, "a", counter(time, 5)));
                }
                // When forty services come late, and stay
                for (int i = 0; i < 40 && step >= 4; i++) {
                    request.addResourceMetrics(resource("shop-" + i, "a", counter(time, 15.0 * step)));
                }
                bell.bytes(null, request.build().toByteArray(), time);
                bell.driver.advanceWallClockTime(Duration.ofSeconds(15));
                assertThat(bell.limits.services()).isLessThanOrEqualTo(100);
            }
            // Then each of them is judged to the end, and what was refused is counted and named
            Instant late = Driven.START.plusSeconds(600);
            assertThat(bell.verdicts().stream().filter(verdict -> verdict.getWindowStart().isAfter(late))
                    .map(WindowVerdict::getService).filter(service -> service.startsWith("shop-")).distinct())
                    .hasSize(40);
            AtomicInteger rows = new AtomicInteger();
            ((LiveStore<?>) bell.driver.getStateStore("windows")).forEachLive((key, row) -> rows.incrementAndGet());
            ((LiveStore<?>) bell.driver.getStateStore("series")).forEachLive((key, row) -> rows.incrementAndGet());
            assertThat(rows.get()).as("rows of two stages").isLessThan(500);
            assertThat(bell.counted("tocsin_points", "service_limit")).isGreaterThan(90_000);
            assertThat(bell.limits.refused()).containsOnlyKeys("prod-eu");
            assertThat(bell.limits.refused().get("prod-eu").examples()).hasSize(5);
        }
    }

    @Test
    void telemetryWithoutANameIsADeadLetterThatSaysSo() {
        try (Driven bell = driven(ServiceLimits.standard())) {
            byte[] nameless = ExportMetricsServiceRequest.newBuilder().addResourceMetrics(ResourceMetrics.newBuilder()
                    .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(counter(Driven.START, 1)))).build()
                    .toByteArray();
            bell.bytes(null, nameless, Driven.START);

            var letter = bell.deadLetters().readRecord();
            assertThat(new String(letter.headers().lastHeader("tocsin.cause").value(), StandardCharsets.UTF_8))
                    .isEqualTo("no_service_name");
            assertThat(bell.counted("tocsin_records", "no_service_name")).isEqualTo(1);
        }
    }

    private Driven driven(ServiceLimits limits) {
        return new Driven(state, InputLag.NONE,
                settings -> settings.withSources(List.of(new Source("otlp_metrics", Format.AUTO, false))), limits);
    }

    /** Every 15 s from one step to another: two instances of two services, of which one begins anew at step 25. */
    private static void feed(Driven bell, int from, int to) {
        for (int step = from; step < to; step++) {
            Instant time = Driven.START.plusSeconds(15L * step);
            ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
            for (String service : List.of("checkout", "payments")) {
                for (String instance : List.of("a", "b")) {
                    int age = step >= 25 && instance.equals("b") ? step - 25 : step;
                    request.addResourceMetrics(resource(service, instance, latency(time, 150L * age),
                            counter(time, 15.0 * age)));
                }
            }
            bell.bytes(null, request.build().toByteArray(), time);
            bell.driver.advanceWallClockTime(Duration.ofSeconds(15));
        }
    }

    private static ResourceMetrics resource(String service, String instance, Metric... metrics) {
        return ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", service))
                        .addAttributes(text("service.namespace", "prod-eu"))
                        .addAttributes(text("service.instance.id", instance)))
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))).build();
    }

    /** A tenth of the requests fail. */
    private static Metric latency(Instant time, long requests) {
        return Metric.newBuilder().setName("http.server.request.duration").setUnit("s").setHistogram(Histogram
                .newBuilder().setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(buckets(time, "200", requests * 9 / 10))
                .addDataPoints(buckets(time, "500", requests / 10))).build();
    }

    private static HistogramDataPoint buckets(Instant time, String status, long count) {
        return HistogramDataPoint.newBuilder().setTimeUnixNano(nanos(time)).setCount(count).setSum(count * 0.07)
                .addAllExplicitBounds(List.of(0.05, 0.1, 0.5)).addAllBucketCounts(List.of(0L, count, 0L, 0L))
                .addAttributes(text("http.response.status_code", status)).build();
    }

    private static Metric counter(Instant time, double value) {
        return Metric.newBuilder().setName("orders").setSum(Sum.newBuilder().setIsMonotonic(true)
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(nanos(time)).setAsDouble(value))).build();
    }

    private static long nanos(Instant time) {
        return time.toEpochMilli() * 1_000_000;
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
    }

    private static double observed(WindowVerdict verdict, String metric) {
        Map<String, dev.tocsin.schemas.v1.MetricReading> metrics = verdict.getMetrics();
        assertThat(metrics).as("%s at %s", verdict.getService(), verdict.getWindowStart()).containsKey(metric);
        return metrics.get(metric).getObserved();
    }
}
