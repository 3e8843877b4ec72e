package dev.tocsin.topology;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

/** What goes wrong in other people's telemetry, each with its named outcome, on the whole way; a flood of ids is in {@link MappedTelemetryTest}. */
class ForeignBadInputTest {

    private static final int CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE_VALUE;

    @TempDir
    Path state;

    private Driven bell;

    @BeforeEach
    void start() {
        bell = new Driven(state, InputLag.NONE,
                settings -> settings.withSources(List.of(new Source("telemetry", Format.AUTO, false))));
    }

    @AfterEach
    void theStreamStillRuns() {
        double before = bell.counted("tocsin_samples", "accepted");
        send(Driven.START.plusSeconds(300), resource("still", "a", level("queue", Driven.START.plusSeconds(300), 1)));
        assertThat(bell.counted("tocsin_samples", "accepted")).isEqualTo(before + 1);
        bell.close();
    }

    @Test
    void truncatedOtlpIsADeadLetter() {
        byte[] whole = request(resource("checkout", "a", level("queue", Driven.START, 1)));

        bell.bytes(null, Arrays.copyOf(whole, whole.length - 3), Driven.START);

        assertThat(cause()).isEqualTo("torn");
        assertThat(bell.counted("tocsin_records", "torn")).isEqualTo(1);
    }

    @Test
    void tenMegabytesOfOtlpAreReadAndTornOnesAreCutButTheirSizeIsKept() {
        Metric.Builder many = Metric.newBuilder().setName("queue");
        Gauge.Builder points = Gauge.newBuilder();
        for (int i = 0; points.build().getSerializedSize() < 10_000_000 && i < 20; i++) {
            for (int j = 0; j < 10_000; j++) {
                points.addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(nanos(Driven.START)).setAsDouble(j)
                        .addAttributes(text("id", "a-rather-long-attribute-value-" + i + "-" + j)));
            }
        }
        byte[] whole = request(resource("checkout", "a", many.setGauge(points).build()));
        assertThat(whole.length).isGreaterThan(10_000_000);

        bell.bytes(null, whole, Driven.START);
        bell.bytes(null, Arrays.copyOf(whole, 10_000_000), Driven.START);

        assertThat(bell.counted("tocsin_records", "decoded")).isEqualTo(1);
        assertThat(bell.counted("tocsin_points", "series_limit")).as("an id among the attributes").isPositive();
        TestRecord<String, byte[]> letter = bell.deadLetters().readRecord();
        assertThat(letter.value()).hasSize(256 * 1024);
        assertThat(header(letter, "tocsin.size")).isEqualTo("10000000");
    }

    @Test
    void anUnknownTemporalityLeavesTheCounterOutAndTheRestIsUsed() {
        Instant now = Driven.START;

        send(now, resource("checkout", "a", counter("orders", now, 17, 5), level("queue", now, 1)));

        assertThat(bell.counted("tocsin_records", "no_temporality")).isEqualTo(1);
        assertThat(bell.counted("tocsin_samples", "accepted")).isEqualTo(1);
    }

    @Test
    void bucketsThatAreNoNumbersLeaveTheHistogramOut() {
        send(Driven.START, resource("checkout", "a", Metric.newBuilder().setName("http.server.request.duration")
                .setHistogram(Histogram.newBuilder().setAggregationTemporalityValue(CUMULATIVE)
                        .addDataPoints(HistogramDataPoint.newBuilder().setTimeUnixNano(nanos(Driven.START)).setCount(2)
                                .addAllExplicitBounds(List.of(0.1, Double.NaN))
                                .addAllBucketCounts(List.of(1L, 1L, 0L))))
                .build(), level("queue", Driven.START, 1)));

        assertThat(bell.counted("tocsin_records", "bad_bounds")).isEqualTo(1);
        assertThat(bell.counted("tocsin_samples", "accepted")).isEqualTo(1);
    }

    @Test
    void aCounterThatGoesBackHasBegunAnewAndIsNeverNegative() {
        double[] counts = {100, 160, 220, 10, 70, 130, 190, 250, 310, 370, 430, 490};
        for (int step = 0; step < counts.length; step++) {
            Instant now = Driven.START.plusSeconds(15L * step);
            send(now, resource("checkout", "a", counter("orders", now, CUMULATIVE, counts[step])));
        }

        assertThat(bell.counted("tocsin_points", "counter_reset")).isEqualTo(1);
        assertThat(bell.verdicts()).isNotEmpty().allSatisfy(
                verdict -> assertThat(observed(verdict, "orders_per_second")).isBetween(0.0, 4.0));
    }

    @Test
    void twoResourcesWithOneNameAreTwoInstances() {
        for (int step = 0; step < 12; step++) {
            Instant now = Driven.START.plusSeconds(15L * step);
            send(now, resource("checkout", "a", counter("orders", now, CUMULATIVE, 15 * step)),
                    resource("checkout", "b", counter("orders", now, CUMULATIVE, 1_000 + 30 * step)));
        }

        assertThat(bell.counted("tocsin_points", "duplicate_point")).isZero();
        assertThat(observed(bell.verdicts().getLast(), "orders_per_second")).isEqualTo(3);
    }

    @Test
    void twoProducersThatCannotBeToldApartAreNamed() {
        for (int step = 0; step < 4; step++) {
            Instant now = Driven.START.plusSeconds(15L * step);
            send(now, resource("checkout", "a", counter("orders", now, CUMULATIVE, 15 * step)),
                    resource("checkout", "a", counter("orders", now, CUMULATIVE, 1_000 + 30 * step)));
        }

        assertThat(bell.counted("tocsin_points", "duplicate_point")).isEqualTo(4);
    }

    @Test
    void influxLinesWithEscapesAreReadAndBadOnesLeftOutAlone() {
        long nanos = nanos(Driven.START);
        bell.bytes(null, ("queue,service=check\\ out,host=a\\,b length=3 " + nanos + "\nqueue,service=checkout length= "
                + nanos + "\nnonsense\n# a comment\nqueue,service=checkout length=4i " + nanos)
                .getBytes(StandardCharsets.UTF_8), Driven.START);

        assertThat(bell.counted("tocsin_records", "bad_line")).isEqualTo(2);
        assertThat(bell.counted("tocsin_samples", "accepted")).isEqualTo(2);
    }

    @Test
    void attributesThatAreMissingLeaveNoServiceToJudge() {
        bell.bytes(null, request(ResourceMetrics.newBuilder()
                .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(level("queue", Driven.START, 1))).build()),
                Driven.START);

        assertThat(cause()).isEqualTo("no_service_name");
    }

    @Test
    void aClockThatIsAheadIsSetRightOrRefusedAndMovesNobodysTime() {
        Instant now = Driven.START;

        send(now, resource("checkout", "a", level("queue", now.plusSeconds(60), 1)));
        send(now, resource("skewed", "a", level("queue", now.plus(Duration.ofMinutes(20)), 1)));
        send(now.plusSeconds(15), resource("checkout", "a", level("queue", now.plusSeconds(75), 1)),
                resource("payments", "a", level("queue", now.plusSeconds(15), 1)));

        assertThat(cause()).isEqualTo("clock_ahead");
        assertThat(bell.counted("tocsin_samples", "accepted")).isEqualTo(3);
        assertThat(bell.counted("tocsin_samples", "late")).isZero();
        assertThat(bell.verdicts()).as("nobody's window is closed before its time").isEmpty();
    }

    private void send(Instant time, ResourceMetrics... resources) {
        bell.bytes(null, request(resources), time);
    }

    private String cause() {
        return header(bell.deadLetters().readRecord(), "tocsin.cause");
    }

    private static String header(TestRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] request(ResourceMetrics... resources) {
        return ExportMetricsServiceRequest.newBuilder().addAllResourceMetrics(List.of(resources)).build().toByteArray();
    }

    private static ResourceMetrics resource(String service, String instance, Metric... metrics) {
        return ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", service))
                        .addAttributes(text("service.instance.id", instance)))
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))).build();
    }

    private static Metric level(String name, Instant time, double value) {
        return Metric.newBuilder().setName(name).setGauge(Gauge.newBuilder().addDataPoints(
                NumberDataPoint.newBuilder().setTimeUnixNano(nanos(time)).setAsDouble(value))).build();
    }

    private static Metric counter(String name, Instant time, int temporality, double value) {
        return Metric.newBuilder().setName(name).setSum(Sum.newBuilder().setIsMonotonic(true)
                .setAggregationTemporalityValue(temporality)
                .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(nanos(time)).setAsDouble(value))).build();
    }

    private static long nanos(Instant time) {
        return time.toEpochMilli() * 1_000_000;
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
    }

    private static double observed(WindowVerdict verdict, String metric) {
        return verdict.getMetrics().get(metric).getObserved();
    }
}
