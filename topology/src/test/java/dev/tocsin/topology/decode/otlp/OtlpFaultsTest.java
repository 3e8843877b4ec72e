package dev.tocsin.topology.decode.otlp;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;

import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.ResourcePoints;
import dev.tocsin.topology.telemetry.Temporality;
import dev.tocsin.topology.telemetry.Wanted;

import static org.assertj.core.api.Assertions.assertThat;

/** What is wrong with single points, and what of a request survives it. */
class OtlpFaultsTest {

    private static final long NANOS = 1_772_442_000_123_456_789L;
    private static final AggregationTemporality CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

    /** One way in which a point is wrong, and its name. */
    enum Fault {
        NO_TIME(LeftOut.NO_TIME, gauge(point -> point.clearTimeUnixNano())), TIME_BEYOND_LONG(LeftOut.NO_TIME,
                gauge(point -> point.setTimeUnixNano(-1))), NO_VALUE(LeftOut.NO_VALUE,
                        gauge(NumberDataPoint.Builder::clearValue)), NAN(LeftOut.NOT_FINITE,
                                gauge(point -> point.setAsDouble(Double.NaN))), STALE(LeftOut.NO_RECORDED_VALUE,
                                        gauge(point -> point.setFlags(1))), NO_NAME(LeftOut.BLANK_NAME, gauge(_ -> {
                                        }).toBuilder().setName(" ").build()), LONG_NAME(LeftOut.LONG_NAME, gauge(_ -> {
                                        }).toBuilder().setName("m".repeat(256)).build()), NOTHING(LeftOut.NO_DATA,
                                                Metric.newBuilder().setName("m").build()), COUNTER_UNSPECIFIED(
                                                        LeftOut.NO_TEMPORALITY, sum(0)), COUNTER_UNKNOWN(
                                                                LeftOut.NO_TEMPORALITY, sum(17)), HISTOGRAM_UNSPECIFIED(
                                                                        LeftOut.NO_TEMPORALITY, histogram(_ -> {
                                                                        }).toBuilder()
                                                                                .setHistogram(histogram(_ -> {
                                                                                }).getHistogram().toBuilder()
                                                                                        .clearAggregationTemporality())
                                                                                .build()), BOUND_NAN(
                                                                                        LeftOut.BAD_BOUNDS,
                                                                                        histogram(point -> point
                                                                                                .setExplicitBounds(0,
                                                                                                        Double.NaN))), BOUND_INFINITE(
                                                                                                                LeftOut.BAD_BOUNDS,
                                                                                                                histogram(
                                                                                                                        point -> point
                                                                                                                                .setExplicitBounds(
                                                                                                                                        1,
                                                                                                                                        Double.POSITIVE_INFINITY))), BOUNDS_FALL(
                                                                                                                                                LeftOut.BAD_BOUNDS,
                                                                                                                                                histogram(
                                                                                                                                                        point -> point
                                                                                                                                                                .setExplicitBounds(
                                                                                                                                                                        1,
                                                                                                                                                                        0.5))), COUNTS_FEWER(
                                                                                                                                                                                LeftOut.BOUNDS_MISMATCH,
                                                                                                                                                                                histogram(
                                                                                                                                                                                        point -> point
                                                                                                                                                                                                .addExplicitBounds(
                                                                                                                                                                                                        9))), COUNTS_MORE(
                                                                                                                                                                                                                LeftOut.BOUNDS_MISMATCH,
                                                                                                                                                                                                                histogram(
                                                                                                                                                                                                                        point -> point
                                                                                                                                                                                                                                .addBucketCounts(
                                                                                                                                                                                                                                        9))), COUNT_NEGATIVE(
                                                                                                                                                                                                                                                LeftOut.BAD_COUNTS,
                                                                                                                                                                                                                                                histogram(
                                                                                                                                                                                                                                                        point -> point
                                                                                                                                                                                                                                                                .setBucketCounts(
                                                                                                                                                                                                                                                                        0,
                                                                                                                                                                                                                                                                        -1))), COUNTS_OVERFLOW(
                                                                                                                                                                                                                                                                                LeftOut.BAD_COUNTS,
                                                                                                                                                                                                                                                                                histogram(
                                                                                                                                                                                                                                                                                        point -> point
                                                                                                                                                                                                                                                                                                .setBucketCounts(
                                                                                                                                                                                                                                                                                                        0,
                                                                                                                                                                                                                                                                                                        Long.MAX_VALUE)
                                                                                                                                                                                                                                                                                                .setBucketCounts(
                                                                                                                                                                                                                                                                                                        1,
                                                                                                                                                                                                                                                                                                        Long.MAX_VALUE))), TOO_MANY(
                                                                                                                                                                                                                                                                                                                LeftOut.TOO_MANY_BUCKETS,
                                                                                                                                                                                                                                                                                                                histogram(
                                                                                                                                                                                                                                                                                                                        point -> {
                                                                                                                                                                                                                                                                                                                            for (int i = 0; i < 5_000; i++) {
                                                                                                                                                                                                                                                                                                                                point.addBucketCounts(
                                                                                                                                                                                                                                                                                                                                        1)
                                                                                                                                                                                                                                                                                                                                        .addExplicitBounds(
                                                                                                                                                                                                                                                                                                                                                100 + i);
                                                                                                                                                                                                                                                                                                                            }
                                                                                                                                                                                                                                                                                                                        })), SCALE(
                                                                                                                                                                                                                                                                                                                                LeftOut.BAD_SCALE,
                                                                                                                                                                                                                                                                                                                                exponential(
                                                                                                                                                                                                                                                                                                                                        point -> point
                                                                                                                                                                                                                                                                                                                                                .setScale(
                                                                                                                                                                                                                                                                                                                                                        99))), OFFSET(
                                                                                                                                                                                                                                                                                                                                                                LeftOut.BAD_BOUNDS,
                                                                                                                                                                                                                                                                                                                                                                exponential(
                                                                                                                                                                                                                                                                                                                                                                        point -> point
                                                                                                                                                                                                                                                                                                                                                                                .getPositiveBuilder()
                                                                                                                                                                                                                                                                                                                                                                                .setOffset(
                                                                                                                                                                                                                                                                                                                                                                                        Integer.MAX_VALUE))), SIDE_NEGATIVE(
                                                                                                                                                                                                                                                                                                                                                                                                LeftOut.BAD_COUNTS,
                                                                                                                                                                                                                                                                                                                                                                                                exponential(
                                                                                                                                                                                                                                                                                                                                                                                                        point -> point
                                                                                                                                                                                                                                                                                                                                                                                                                .getNegativeBuilder()
                                                                                                                                                                                                                                                                                                                                                                                                                .addBucketCounts(
                                                                                                                                                                                                                                                                                                                                                                                                                        -5))), SIDE_TOO_MANY(
                                                                                                                                                                                                                                                                                                                                                                                                                                LeftOut.TOO_MANY_BUCKETS,
                                                                                                                                                                                                                                                                                                                                                                                                                                exponential(
                                                                                                                                                                                                                                                                                                                                                                                                                                        point -> {
                                                                                                                                                                                                                                                                                                                                                                                                                                            for (int i = 0; i < 5_000; i++) {
                                                                                                                                                                                                                                                                                                                                                                                                                                                point.getPositiveBuilder()
                                                                                                                                                                                                                                                                                                                                                                                                                                                        .addBucketCounts(
                                                                                                                                                                                                                                                                                                                                                                                                                                                                0);
                                                                                                                                                                                                                                                                                                                                                                                                                                            }
                                                                                                                                                                                                                                                                                                                                                                                                                                        })), QUANTILE(
                                                                                                                                                                                                                                                                                                                                                                                                                                                LeftOut.BAD_QUANTILES,
                                                                                                                                                                                                                                                                                                                                                                                                                                                summary(1.5)), QUANTILE_NAN(
                                                                                                                                                                                                                                                                                                                                                                                                                                                        LeftOut.BAD_QUANTILES,
                                                                                                                                                                                                                                                                                                                                                                                                                                                        summary(Double.NaN));

        private final LeftOut expected;
        private final Metric metric;

        Fault(LeftOut expected, Metric metric) {
            this.expected = expected;
            this.metric = metric;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBadPointIsLeftOutByItsNameAndTheRestIsUsed(Fault fault) {
        Decoding decoding = decode(request(fault.metric, gauge(_ -> {
        })));

        assertThat(points(decoding)).singleElement().isInstanceOf(Point.Gauge.class);
        assertThat(((Decoding.Points) decoding).left()).isEqualTo(Map.of(fault.expected, 1));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aRequestWithNothingElseIsUnreadableIfItsProducerIsAtFault(Fault fault) {
        Decoding decoding = decode(request(fault.metric));

        if (fault.expected.isFault()) {
            assertThat(decoding).isInstanceOfSatisfying(Decoding.Unreadable.class,
                    unreadable -> assertThat(unreadable.reason()).isEqualTo(fault.expected.label()));
        } else {
            assertThat(points(decoding)).isEmpty();
        }
    }

    @Test
    void everyKindIsReadInFull() {
        List<Point> points = points(decode(request(gauge(_ -> {
        }), sum(2), histogram(_ -> {
        }), exponential(_ -> {
        }),
                summary(0.99))));

        assertThat(points).hasSize(5);
        assertThat(points.get(1)).isEqualTo(new Point.Sum("m", "s", Attributes.of(Map.of("a", "x", "n", "7")),
                NANOS / 1_000_000, NANOS / 1_000_000 - 1_000, 5, true, Temporality.CUMULATIVE));
        assertThat((Point.Histogram) points.get(2)).satisfies(it -> {
            assertThat(it.bounds()).containsExactly(1, 2);
            assertThat(it.counts()).containsExactly(3, 4, 5);
            assertThat(it.count()).isEqualTo(12);
            assertThat(it.min()).isNaN();
        });
        assertThat((Point.ExponentialHistogram) points.get(3)).satisfies(it -> {
            assertThat(it.scale()).isEqualTo(-2);
            assertThat(it.positive().offset()).isEqualTo(-3);
            assertThat(it.positive().counts()).containsExactly(1, 300);
            assertThat(it.zeroCount()).isEqualTo(2);
        });
        assertThat((Point.Summary) points.get(4)).satisfies(it -> {
            assertThat(it.quantiles()).containsExactly(0.99);
            assertThat(it.values()).containsExactly(0.25);
        });
    }

    @Test
    void aLevelWithoutTemporalityIsALevel() {
        Metric level = Metric.newBuilder().setName("pool").setSum(Sum.newBuilder().addDataPoints(number(7))).build();

        assertThat(points(decode(request(level)))).singleElement().isEqualTo(new Point.Sum("pool", "",
                Attributes.of(Map.of("a", "x", "n", "7")), NANOS / 1_000_000, NANOS / 1_000_000 - 1_000, 7, false,
                Temporality.CUMULATIVE));
    }

    @Test
    void whatHoldsForAllPointsMayComeAfterThem() throws Exception {
        byte[] scopeMetrics = ScopeMetrics.newBuilder().addMetrics(gauge(_ -> {
        })).build().toByteArray();
        byte[] scope = ScopeMetrics.newBuilder().setScope(InstrumentationScope.newBuilder().setName("late")
                .addAttributes(text("tier", "gold")).addAttributes(text("a", "y"))).build().toByteArray();
        byte[] resource = ResourceMetrics.newBuilder().setResource(Resource.newBuilder()
                .addAttributes(text("service.name", "checkout"))).build().toByteArray();
        ByteString.Output all = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(all);
        out.writeByteArray(2, concat(scopeMetrics, scope));
        out.writeRawBytes(resource);
        out.flush();
        ByteString.Output request = ByteString.newOutput();
        CodedOutputStream outer = CodedOutputStream.newInstance(request);
        outer.writeBytes(1, all.toByteString());
        outer.flush();

        Decoding decoding = decode(request.toByteString().toByteArray());

        ResourcePoints read = ((Decoding.Points) decoding).resources().getFirst();
        assertThat(read.attributes()).isEqualTo(Map.of("service.name", "checkout"));
        assertThat(read.scope()).isEqualTo("late");
        assertThat(read.points().getFirst().attributes()).isEqualTo(Map.of("a", "x", "n", "7", "tier", "gold"));
    }

    @Test
    void twoResourcesOfOneNameStayApart() {
        ResourceMetrics one = request(gauge(_ -> {
        })).getResourceMetrics(0);

        Decoding decoding = decode(ExportMetricsServiceRequest.newBuilder().addResourceMetrics(one)
                .addResourceMetrics(one).build());

        assertThat(((Decoding.Points) decoding).resources()).hasSize(2);
    }

    @Test
    void fieldsOfTheFutureAndNestedAttributesArePassedOver() {
        UnknownFieldSet future = UnknownFieldSet.newBuilder().addField(900, UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8("?")).addFixed32(1).addFixed64(2).addVarint(3).build())
                .build();
        KeyValue list = KeyValue.newBuilder().setKey("args").setValue(AnyValue.newBuilder().setArrayValue(
                ArrayValue.newBuilder().addValues(AnyValue.newBuilder().setStringValue("-jar")))).build();
        Metric metric = gauge(point -> point.addAttributes(list).setUnknownFields(future)).toBuilder()
                .setUnknownFields(future).build();

        assertThat(points(decode(request(metric)))).singleElement()
                .satisfies(point -> assertThat(point.attributes()).isEqualTo(Map.of("a", "x", "n", "7")));
    }

    @Test
    void attributesWithoutEndAreCutOff() {
        Metric metric = gauge(point -> {
            for (int i = 0; i < 1_000; i++) {
                point.addAttributes(text("k" + i, "v"));
            }
        });

        Decoding decoding = decode(request(metric));

        assertThat(points(decoding).getFirst().attributes()).hasSize(Attributes.MOST);
        assertThat(((Decoding.Points) decoding).left()).containsEntry(LeftOut.TOO_MANY_ATTRIBUTES,
                1_002 - Attributes.MOST);
    }

    @Test
    void whatIsNotWantedIsNeitherReadNorCounted() {
        Wanted wanted = metric -> metric.equals("kept");
        byte[] request = request(gauge(_ -> {
        }), histogram(point -> point.setBucketCounts(0, -1)),
                gauge(_ -> {
                }).toBuilder().setName("kept").build()).toByteArray();

        Decoding decoding = new OtlpProtoDecoder(wanted).decode(request, 0);

        assertThat(points(decoding)).extracting(Point::metric).containsExactly("kept");
        assertThat(((Decoding.Points) decoding).left()).isEmpty();
    }

    @Test
    void aTornRequestIsUnreadableWhereverItEnds() {
        byte[] whole = request(gauge(_ -> {
        }), histogram(_ -> {
        })).toByteArray();
        for (int length = 1; length < whole.length; length++) {
            Decoding decoding = decode(Arrays.copyOf(whole, length));

            assertThat(decoding).as("cut at " + length).isInstanceOfSatisfying(Decoding.Unreadable.class,
                    unreadable -> assertThat(unreadable.reason()).isEqualTo("torn"));
        }
    }

    private static Metric gauge(Consumer<NumberDataPoint.Builder> change) {
        NumberDataPoint.Builder point = number(3).toBuilder();
        change.accept(point);
        return Metric.newBuilder().setName("m").setUnit("s").setGauge(Gauge.newBuilder().addDataPoints(point)).build();
    }

    private static Metric sum(int temporality) {
        return Metric.newBuilder().setName("m").setUnit("s").setSum(Sum.newBuilder().setIsMonotonic(true)
                .setAggregationTemporalityValue(temporality).addDataPoints(number(5))).build();
    }

    private static NumberDataPoint number(long value) {
        return NumberDataPoint.newBuilder().setStartTimeUnixNano(NANOS - 1_000_000_000).setTimeUnixNano(NANOS)
                .setAsInt(value).addAttributes(text("a", "x")).addAttributes(KeyValue.newBuilder().setKey("n")
                        .setValue(AnyValue.newBuilder().setIntValue(7)))
                .build();
    }

    private static Metric histogram(Consumer<HistogramDataPoint.Builder> change) {
        HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder().setTimeUnixNano(NANOS).setCount(12)
                .setSum(20).addExplicitBounds(1).addExplicitBounds(2).addBucketCounts(3).addBucketCounts(4)
                .addBucketCounts(5);
        change.accept(point);
        return Metric.newBuilder().setName("m").setHistogram(Histogram.newBuilder()
                .setAggregationTemporality(CUMULATIVE).addDataPoints(point)).build();
    }

    private static Metric exponential(Consumer<ExponentialHistogramDataPoint.Builder> change) {
        ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder().setTimeUnixNano(NANOS)
                .setCount(303).setScale(-2).setZeroCount(2);
        point.getPositiveBuilder().setOffset(-3).addBucketCounts(1).addBucketCounts(300);
        change.accept(point);
        return Metric.newBuilder().setName("m").setExponentialHistogram(ExponentialHistogram.newBuilder()
                .setAggregationTemporality(CUMULATIVE).addDataPoints(point)).build();
    }

    private static Metric summary(double quantile) {
        return Metric.newBuilder().setName("m").setSummary(Summary.newBuilder().addDataPoints(SummaryDataPoint
                .newBuilder().setTimeUnixNano(NANOS).setCount(4).setSum(1).addQuantileValues(
                        SummaryDataPoint.ValueAtQuantile.newBuilder().setQuantile(quantile).setValue(0.25))))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
    }

    private static ExportMetricsServiceRequest request(Metric... metrics) {
        return ExportMetricsServiceRequest.newBuilder().addResourceMetrics(ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "checkout")))
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics)))).build();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteString.copyFrom(first).concat(ByteString.copyFrom(second)).toByteArray();
    }

    private static Decoding decode(ExportMetricsServiceRequest request) {
        return decode(request.toByteArray());
    }

    private static Decoding decode(byte[] request) {
        return new OtlpProtoDecoder(Wanted.ALL).decode(request, 0);
    }

    private static List<Point> points(Decoding decoding) {
        return ((Decoding.Points) decoding).resources().stream().flatMap(resource -> resource.points().stream())
                .toList();
    }
}
