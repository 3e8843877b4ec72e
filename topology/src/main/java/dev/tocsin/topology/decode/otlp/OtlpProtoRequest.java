package dev.tocsin.topology.decode.otlp;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.decode.PointBatch;
import dev.tocsin.topology.decode.Words;
import dev.tocsin.topology.decode.otlp.MetricHead.Kind;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Temporality;
import dev.tocsin.topology.telemetry.Wanted;

/**
 * One {@code ExportMetricsServiceRequest} while it is read. A resource, a scope and a metric are looked through twice:
 * for what holds for all their points, which may come last, and for the points.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.8.0/opentelemetry/proto/metrics/v1/metrics.proto">
 *      the field numbers</a>
 */
final class OtlpProtoRequest {

    private static final int BYTES_1 = 1 << 3 | ProtoReader.BYTES;
    private static final int BYTES_2 = 2 << 3 | ProtoReader.BYTES;
    private static final int BYTES_3 = 3 << 3 | ProtoReader.BYTES;
    private static final int VARINT_2 = 2 << 3 | ProtoReader.VARINT;
    private static final int VARINT_3 = 3 << 3 | ProtoReader.VARINT;

    private final ProtoReader reader;
    private final Wanted wanted;
    private final ProtoValues values;
    private final ProtoPoints reading;
    private final PointBatch batch = new PointBatch();
    private final ScopePoints points = new ScopePoints(batch);

    OtlpProtoRequest(ProtoReader reader, Wanted wanted, Words words) {
        this.reader = reader;
        this.wanted = wanted;
        this.values = new ProtoValues(reader, words, batch);
        this.reading = new ProtoPoints(reader, values);
    }

    Decoding read() throws TornException {
        while (reader.more()) {
            int tag = reader.tag();
            if (tag == BYTES_1) {
                int outer = reader.enter();
                resourceMetrics();
                reader.leave(outer);
            } else {
                reader.skip(tag);
            }
        }
        return batch.done();
    }

    private void resourceMetrics() throws TornException {
        int begin = reader.at();
        Attributes.Builder attributes = new Attributes.Builder();
        while (reader.more()) {
            int tag = reader.tag();
            if (tag == BYTES_1) {
                int outer = reader.enter();
                values.attributes(BYTES_1, attributes);
                reader.leave(outer);
            } else {
                reader.skip(tag);
            }
        }
        points.resource(attributes.build());
        reader.backTo(begin);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag == BYTES_2) {
                int outer = reader.enter();
                scopeMetrics();
                reader.leave(outer);
            } else {
                reader.skip(tag);
            }
        }
    }

    private void scopeMetrics() throws TornException {
        int begin = reader.at();
        scope();
        reader.backTo(begin);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag == BYTES_2) {
                int outer = reader.enter();
                metric();
                reader.leave(outer);
            } else {
                reader.skip(tag);
            }
        }
        points.endScope();
    }

    private void scope() throws TornException {
        String name = "";
        Attributes.Builder attributes = new Attributes.Builder();
        while (reader.more()) {
            int tag = reader.tag();
            if (tag == BYTES_1) {
                int outer = reader.enter();
                int begin = reader.at();
                name = values.text(BYTES_1, name);
                reader.backTo(begin);
                values.attributes(BYTES_3, attributes);
                reader.leave(outer);
            } else {
                reader.skip(tag);
            }
        }
        points.scope(name, attributes.build());
    }

    private void metric() throws TornException {
        int begin = reader.at();
        String name = values.text(BYTES_1, "");
        if (!wanted.metric(name)) {
            return;
        }
        reader.backTo(begin);
        String unit = values.text(BYTES_3, "");
        reader.backTo(begin);
        boolean any = false;
        while (reader.more()) {
            int tag = reader.tag();
            Kind kind = kind(tag);
            if (kind == Kind.NONE) {
                reader.skip(tag);
            } else {
                any = true;
                int outer = reader.enter();
                data(name, unit, kind);
                reader.leave(outer);
            }
        }
        if (!any) {
            batch.leave(LeftOut.NO_DATA);
        }
    }

    private static Kind kind(int tag) {
        return switch (tag) {
            case 5 << 3 | ProtoReader.BYTES -> Kind.GAUGE;
            case 7 << 3 | ProtoReader.BYTES -> Kind.SUM;
            case 9 << 3 | ProtoReader.BYTES -> Kind.HISTOGRAM;
            case 10 << 3 | ProtoReader.BYTES -> Kind.EXPONENTIAL_HISTOGRAM;
            case 11 << 3 | ProtoReader.BYTES -> Kind.SUMMARY;
            default -> Kind.NONE;
        };
    }

    private void data(String name, String unit, Kind kind) throws TornException {
        int begin = reader.at();
        MetricHead head = head(name, unit, kind);
        LeftOut fault = head.fault();
        reader.backTo(begin);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag != BYTES_1) {
                reader.skip(tag);
            } else if (fault != null) {
                reader.skip(tag);
                batch.leave(fault);
            } else {
                int outer = reader.enter();
                reading.read(kind, points.point.clear());
                reader.leave(outer);
                points.add(head);
            }
        }
    }

    private MetricHead head(String name, String unit, Kind kind) throws TornException {
        @Nullable
        Temporality temporality = null;
        boolean monotonic = false;
        while (reader.more()) {
            int tag = reader.tag();
            if (tag == VARINT_2) {
                temporality = MetricHead.temporality(reader.varint());
            } else if (tag == VARINT_3) {
                monotonic = reader.varint() != 0;
            } else {
                reader.skip(tag);
            }
        }
        return new MetricHead(name, unit, kind, temporality, monotonic);
    }
}
