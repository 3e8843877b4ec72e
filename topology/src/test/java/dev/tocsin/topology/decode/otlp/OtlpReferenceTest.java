package dev.tocsin.topology.decode.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;

import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.ResourcePoints;
import dev.tocsin.topology.telemetry.Temporality;
import dev.tocsin.topology.telemetry.Wanted;

import static org.assertj.core.api.Assertions.assertThat;

/** Our reader says of random requests what OpenTelemetry's own classes, which wrote them, say. */
class OtlpReferenceTest {

    private static final long SEED = 4_711;
    private static final String[] WORDS = {"", "a", "service.name", "Größe", "\u65E5\u672C\u8A9E", "x".repeat(200),
            "http.route", "GET", "\uD83D\uDD14"};

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final OtlpProtoDecoder decoder = new OtlpProtoDecoder(Wanted.ALL);

    @Test
    void bothSayTheSame() {
        for (int i = 0; i < 500; i++) {
            ExportMetricsServiceRequest request = request();

            Decoding decoding = decoder.decode(request.toByteArray(), 0);

            assertThat(said(((Decoding.Points) decoding).resources())).as("seed " + SEED + ", request " + i)
                    .isEqualTo(reference(request));
        }
    }

    private ExportMetricsServiceRequest request() {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        for (int r = random.nextInt(3); r >= 0; r--) {
            ResourceMetrics.Builder resource = request.addResourceMetricsBuilder().setSchemaUrl(word())
                    .setResource(Resource.newBuilder().addAllAttributes(attributes()).setDroppedAttributesCount(3));
            for (int s = random.nextInt(3); s >= 0; s--) {
                ScopeMetrics.Builder scope = resource.addScopeMetricsBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName(word()).setVersion(word()));
                for (int m = random.nextInt(5); m >= 0; m--) {
                    scope.addMetrics(metric("metric_" + m));
                }
            }
        }
        return request.build();
    }

    private Metric metric(String name) {
        Metric.Builder metric = Metric.newBuilder().setName(name).setUnit(word()).setDescription(word());
        List<NumberDataPoint> points = new ArrayList<>();
        for (int p = random.nextInt(4); p >= 0; p--) {
            NumberDataPoint.Builder point = NumberDataPoint.newBuilder().setTimeUnixNano(nanos())
                    .setStartTimeUnixNano(nanos()).addAllAttributes(attributes())
                    .addExemplars(Exemplar.newBuilder().setAsDouble(7));
            points.add(random.nextBoolean()
                    ? point.setAsInt(random.nextLong()).build()
                    : point.setAsDouble(random.nextGaussian()).build());
        }
        AggregationTemporality temporality = random.nextBoolean()
                ? AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
                : AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
        return switch (random.nextInt(3)) {
            case 0 -> metric.setGauge(Gauge.newBuilder().addAllDataPoints(points)).build();
            case 1 -> metric.setSum(Sum.newBuilder().addAllDataPoints(points).setIsMonotonic(random.nextBoolean())
                    .setAggregationTemporality(temporality)).build();
            default -> metric.setHistogram(Histogram.newBuilder().setAggregationTemporality(temporality)
                    .addDataPoints(histogram())).build();
        };
    }

    private HistogramDataPoint.Builder histogram() {
        HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder().setTimeUnixNano(nanos())
                .setCount(random.nextInt(1 << 20)).addAllAttributes(attributes());
        if (random.nextBoolean()) {
            point.setSum(random.nextGaussian()).setMin(random.nextGaussian());
        }
        int bounds = random.nextInt(40);
        for (int b = 0; b < bounds; b++) {
            point.addExplicitBounds(b * 1.5).addBucketCounts(random.nextInt(1 << 20));
        }
        return bounds == 0 ? point : point.addBucketCounts(3);
    }

    private List<KeyValue> attributes() {
        List<KeyValue> attributes = new ArrayList<>();
        for (int a = random.nextInt(6); a > 0; a--) {
            AnyValue.Builder value = AnyValue.newBuilder();
            switch (random.nextInt(4)) {
                case 0 -> value.setStringValue(word());
                case 1 -> value.setIntValue(random.nextLong());
                case 2 -> value.setBoolValue(random.nextBoolean());
                default -> value.setDoubleValue(random.nextGaussian());
            }
            attributes.add(KeyValue.newBuilder().setKey(word()).setValue(value).build());
        }
        return attributes;
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private long nanos() {
        return random.nextLong(1, Long.MAX_VALUE);
    }

    private static List<String> said(List<ResourcePoints> resources) {
        List<String> said = new ArrayList<>();
        for (ResourcePoints resource : resources) {
            for (Point point : resource.points()) {
                said.add(line(resource.attributes(), resource.scope(), point.metric(), point.unit(),
                        point.attributes(), point.timeMillis(), switch (point) {
                            case Point.Gauge it -> "gauge " + it.value();
                            case Point.Sum it -> "sum " + it.value() + it.monotonic() + it.temporality()
                                    + it.startMillis();
                            case Point.Histogram it -> "histogram " + it.count() + it.temporality() + it.sum()
                                    + it.min() + it.max() + asList(it.bounds()) + asList(it.counts());
                            default -> "unexpected " + point;
                        }));
            }
        }
        return said;
    }

    private static List<String> reference(ExportMetricsServiceRequest request) {
        List<String> said = new ArrayList<>();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                for (Metric metric : scope.getMetricsList()) {
                    Map<String, String> attributes = map(resource.getResource().getAttributesList());
                    String name = scope.getScope().getName();
                    metric.getGauge().getDataPointsList().forEach(point -> said.add(line(attributes, name,
                            metric.getName(), metric.getUnit(), map(point.getAttributesList()),
                            point.getTimeUnixNano() / 1_000_000, "gauge " + value(point))));
                    metric.getSum().getDataPointsList().forEach(point -> said.add(line(attributes, name,
                            metric.getName(), metric.getUnit(), map(point.getAttributesList()),
                            point.getTimeUnixNano() / 1_000_000, "sum " + value(point)
                                    + metric.getSum().getIsMonotonic()
                                    + temporality(metric.getSum().getAggregationTemporality())
                                    + point.getStartTimeUnixNano() / 1_000_000)));
                    metric.getHistogram().getDataPointsList().forEach(point -> said.add(line(attributes, name,
                            metric.getName(), metric.getUnit(), map(point.getAttributesList()),
                            point.getTimeUnixNano() / 1_000_000, "histogram " + point.getCount()
                                    + temporality(metric.getHistogram().getAggregationTemporality())
                                    + (point.hasSum() ? point.getSum() : Double.NaN)
                                    + (point.hasMin() ? point.getMin() : Double.NaN)
                                    + (point.hasMax() ? point.getMax() : Double.NaN) + point.getExplicitBoundsList()
                                    + point.getBucketCountsList())));
                }
            }
        }
        return said;
    }

    private static String line(Map<String, String> resource, String scope, String metric, String unit,
            Map<String, String> attributes, long millis, String value) {
        return new LinkedHashMap<>(resource) + scope + metric + unit + new LinkedHashMap<>(attributes) + millis + value;
    }

    private static Temporality temporality(AggregationTemporality its) {
        return its == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA ? Temporality.DELTA : Temporality.CUMULATIVE;
    }

    private static double value(NumberDataPoint point) {
        return point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
    }

    private static Map<String, String> map(List<KeyValue> list) {
        Map<String, String> map = new LinkedHashMap<>();
        for (KeyValue attribute : list) {
            AnyValue value = attribute.getValue();
            map.put(attribute.getKey(), switch (value.getValueCase()) {
                case STRING_VALUE -> value.getStringValue();
                case INT_VALUE -> Long.toString(value.getIntValue());
                case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
                case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
                default -> throw new IllegalStateException("no such attribute was written");
            });
        }
        return map;
    }

    private static List<Double> asList(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<Long> asList(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
