package dev.tocsin.topology;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
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

import static org.assertj.core.api.Assertions.assertThat;

/** OTLP batches without keys are decoded, re-keyed by service and judged. */
class OtlpSourceTest {

    @TempDir
    Path state;

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"AUTO", "OTLP_PROTO"})
    void aProtobufBatchOfTwoServicesGivesVerdictsForBoth(Format format) {
        try (Driven bell = driven(format)) {
            for (int minute = 0; minute < 5; minute++) {
                Instant time = Driven.START.plus(Duration.ofMinutes(minute));
                bell.bytes(null, batch(time, "checkout", "payments").toByteArray(), time);
                bell.driver.advanceWallClockTime(Duration.ofMinutes(1));
            }

            List<WindowVerdict> verdicts = bell.verdicts();
            assertThat(verdicts).extracting(WindowVerdict::getService).contains("checkout", "payments");
            assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.getNamespace()).isEqualTo("prod-eu"));
            assertThat(verdicts.getFirst().getMetrics().get("queue.depth").getObserved()).isEqualTo(3);
            assertThat(verdicts.getFirst().getMetrics().get("pool.size").getObserved()).isEqualTo(7);
            assertThat(bell.counted("tocsin_records", "no_buckets")).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"AUTO", "OTLP_JSON"})
    void jsonWithIntegersAsStringsAndAsNumbersIsRead(Format format) {
        try (Driven bell = driven(format)) {
            for (int minute = 0; minute < 5; minute++) {
                Instant time = Driven.START.plus(Duration.ofMinutes(minute));
                bell.bytes(null, json(time).getBytes(StandardCharsets.UTF_8), time);
                bell.driver.advanceWallClockTime(Duration.ofMinutes(1));
            }

            WindowVerdict first = bell.verdicts().getFirst();
            assertThat(first.getService()).isEqualTo("checkout");
            assertThat(first.getMetrics().get("queue.depth").getObserved()).isEqualTo(3);
            assertThat(first.getMetrics().get("pool.size").getObserved()).isEqualTo(7);
        }
    }

    @Test
    void whatIsNoKnownFormatIsADeadLetter() {
        try (Driven bell = driven(Format.AUTO)) {
            bell.bytes(null, new byte[]{(byte) 0xFF, 6, 0, 0}, Driven.START);
            bell.bytes(null, "hello, world".getBytes(StandardCharsets.UTF_8), Driven.START);
            bell.bytes(null, "{\"torn\":".getBytes(StandardCharsets.UTF_8), Driven.START);
            bell.bytes(null, "{}".getBytes(StandardCharsets.UTF_8), Driven.START);
            bell.bytes(null, new byte[]{0x0A, 0x7F, 1}, Driven.START);

            assertThat(bell.deadLetters().readRecordsToList()).hasSize(5);
            assertThat(bell.counted("tocsin_records", "bad_line")).isEqualTo(1);
            assertThat(bell.counted("tocsin_records", "unknown_format")).isEqualTo(2);
            assertThat(bell.counted("tocsin_records", "torn")).isEqualTo(2);
        }
    }

    private Driven driven(Format format) {
        return new Driven(state, InputLag.NONE,
                settings -> settings.withSources(List.of(new Source("otlp_metrics", format, false))));
    }

    private static String json(Instant time) {
        long nanos = time.toEpochMilli() * 1_000_000;
        return """
                {"resourceMetrics":[{"resource":{"attributes":[
                  {"key":"service.name","value":{"stringValue":"checkout"}}]},
                 "unknownField":{"a":[1]},
                 "scopeMetrics":[{"scope":{"name":"lib"},"metrics":[
                  {"name":"queue.depth","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"%d"}]}},
                  {"name":"pool.size","sum":{"isMonotonic":false,"dataPoints":[{"asDouble":7,"timeUnixNano":%d}]}}]}]}]}
                """.formatted(nanos, nanos);
    }

    private static ExportMetricsServiceRequest batch(Instant time, String... services) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        long nanos = time.toEpochMilli() * 1_000_000;
        for (String service : services) {
            request.addResourceMetrics(ResourceMetrics.newBuilder()
                    .setResource(Resource.newBuilder().addAttributes(text("service.name", service))
                            .addAttributes(text("service.namespace", "prod-eu")))
                    .addScopeMetrics(ScopeMetrics.newBuilder()
                            .addMetrics(Metric.newBuilder().setName("queue.depth").setGauge(Gauge.newBuilder()
                                    .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(nanos).setAsInt(2)
                                            .addAttributes(text("queue", "a")))
                                    .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(nanos).setAsInt(4)
                                            .addAttributes(text("queue", "b")))))
                            .addMetrics(Metric.newBuilder().setName("pool.size").setSum(Sum.newBuilder()
                                    .addDataPoints(
                                            NumberDataPoint.newBuilder().setTimeUnixNano(nanos).setAsDouble(7))))
                            .addMetrics(Metric.newBuilder().setName("latency")
                                    .setHistogram(Histogram.newBuilder().setAggregationTemporality(
                                            AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                                            .addDataPoints(HistogramDataPoint.newBuilder().setTimeUnixNano(nanos))))));
        }
        return request.build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
    }
}
