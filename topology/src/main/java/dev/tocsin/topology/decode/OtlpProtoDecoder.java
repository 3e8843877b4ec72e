package dev.tocsin.topology.decode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.InvalidProtocolBufferException;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;

/** Reads OTLP protobuf: gauges, and sums that aren't monotonic, which are values already. */
public final class OtlpProtoDecoder implements Decoder {

    @Override
    public Decoding decode(byte[] value) {
        try {
            OtlpPoints points = new OtlpPoints();
            ExportMetricsServiceRequest.parseFrom(value).getResourceMetricsList().forEach(resource -> {
                points.resource(attributes(resource.getResource().getAttributesList()));
                resource.getScopeMetricsList().forEach(scope -> scope.getMetricsList()
                        .forEach(metric -> read(metric, points)));
            });
            return points.done();
        } catch (InvalidProtocolBufferException torn) {
            return new Decoding.Unreadable("torn", "not an OTLP request: " + torn.getMessage());
        }
    }

    private static void read(Metric metric, OtlpPoints points) {
        switch (metric.getDataCase()) {
            case GAUGE -> read(metric.getName(), metric.getGauge().getDataPointsList(), points);
            case SUM -> {
                if (metric.getSum().getIsMonotonic()) {
                    metric.getSum().getDataPointsList().forEach(point -> points.leave("counter_not_derived"));
                } else {
                    read(metric.getName(), metric.getSum().getDataPointsList(), points);
                }
            }
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> points.leave("histogram_not_derived");
            case DATA_NOT_SET -> points.leave("no_data");
        }
    }

    private static void read(String metric, List<NumberDataPoint> data, OtlpPoints points) {
        for (NumberDataPoint point : data) {
            switch (point.getValueCase()) {
                case AS_DOUBLE -> points.point(metric, point.getTimeUnixNano(), point.getAsDouble());
                case AS_INT -> points.point(metric, point.getTimeUnixNano(), point.getAsInt());
                case VALUE_NOT_SET -> points.leave("no_value");
            }
        }
    }

    private static Map<String, String> attributes(List<KeyValue> list) {
        Map<String, String> attributes = new HashMap<>();
        for (KeyValue attribute : list) {
            text(attribute.getValue(), attributes, attribute.getKey());
        }
        return attributes;
    }

    private static void text(AnyValue value, Map<String, String> attributes, String key) {
        switch (value.getValueCase()) {
            case STRING_VALUE -> attributes.put(key, value.getStringValue());
            case INT_VALUE -> attributes.put(key, Long.toString(value.getIntValue()));
            case BOOL_VALUE -> attributes.put(key, Boolean.toString(value.getBoolValue()));
            default -> {
                // No identity is made of other values.
            }
        }
    }
}
