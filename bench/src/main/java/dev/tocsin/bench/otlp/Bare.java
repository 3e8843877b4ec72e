package dev.tocsin.bench.otlp;

import java.util.concurrent.atomic.LongAdder;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

import com.google.protobuf.InvalidProtocolBufferException;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;

/** Bare Kafka Streams over the same topic: each record is parsed by OpenTelemetry's own classes, its points counted. */
final class Bare {

    private final LongAdder points = new LongAdder();

    Topology topology(String topic) {
        Topology topology = new Topology();
        topology.addSource("source", Serdes.ByteArray().deserializer(), Serdes.ByteArray().deserializer(), topic);
        topology.addProcessor("parse", Parse::new, "source");
        return topology;
    }

    long points() {
        return points.sum();
    }

    private final class Parse extends ContextualProcessor<byte[], byte[], Void, Void> {

        @Override
        public void process(Record<byte[], byte[]> record) {
            try {
                ExportMetricsServiceRequest.parseFrom(record.value()).getResourceMetricsList()
                        .forEach(resource -> resource.getScopeMetricsList().forEach(
                                scope -> scope.getMetricsList().forEach(metric -> points.add(count(metric)))));
            } catch (InvalidProtocolBufferException bad) {
                throw new IllegalStateException("what was fed can't be read", bad);
            }
        }

        private static int count(Metric metric) {
            return metric.getGauge().getDataPointsCount() + metric.getSum().getDataPointsCount()
                    + metric.getHistogram().getDataPointsCount();
        }
    }
}
