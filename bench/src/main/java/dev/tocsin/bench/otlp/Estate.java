package dev.tocsin.bench.otlp;

import java.util.concurrent.TimeUnit;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
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

/**
 * Services on the JVM with OpenTelemetry's agent: each instance says 200 series, of which 24 are histograms of its HTTP
 * server, 8 of its client and 2 of its garbage collector, 54 are the runtime's and 112 the application's own counters and
 * gauges, of which the maps that ship take what a service has room for.
 */
record Estate(int services, int instances) {

    static final int SERIES = 200;
    private static final int ROUTES = 6;
    private static final int[] CODES = {200, 201, 404, 503};
    private static final int OWN_COUNTERS = 14;
    private static final int OWN_GAUGES = 14;
    private static final int OWN_SERIES_EACH = 4;
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
    private static final String[] POOLS = {"G1 Eden Space", "G1 Survivor Space", "G1 Old Gen", "Metaspace",
            "Compressed Class Space", "CodeHeap 'non-nmethods'", "CodeHeap 'profiled nmethods'",
            "CodeHeap 'non-profiled nmethods'"};
    private static final String[] MEMORY = {"jvm.memory.used", "jvm.memory.committed", "jvm.memory.limit",
            "jvm.memory.used_after_last_gc"};
    private static final String[] STATES = {"blocked", "new", "runnable", "terminated", "timed_waiting", "waiting"};
    private static final String[] SINGLE = {"jvm.cpu.recent_utilization", "jvm.cpu.count", "jvm.class.count",
            "jvm.file_descriptor.count", "http.server.active_requests", "process.memory.usage", "queue.size",
            "queue.capacity", "pool.idle", "pool.used", "pool.pending", "sessions", "uptime", "threads.daemon",
            "buffers.used", "buffers.count"};

    int all() {
        return services * instances;
    }

    /** What a collector sends on in one record. */
    ExportMetricsServiceRequest batch(int first, int count, long millis, long sinceMillis) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        for (int i = first; i < first + count && i < all(); i++) {
            request.addResourceMetrics(instance(i, millis, sinceMillis));
        }
        return request.build();
    }

    private ResourceMetrics instance(int number, long millis, long sinceMillis) {
        // Neighbours in a batch are of different services, as they are on a node.
        String service = "service-" + number % services;
        String pod = service + "-7d9f8b6c5-" + number / services;
        Resource resource = Resource.newBuilder().addAttributes(text("service.name", service))
                .addAttributes(text("service.namespace", "bench")).addAttributes(text("service.instance.id", pod))
                .addAttributes(text("service.version", "4.2.0")).addAttributes(text("host.name", "node-" + number % 97))
                .addAttributes(text("k8s.pod.name", pod)).addAttributes(text("k8s.namespace.name", "shop"))
                .addAttributes(text("os.type", "linux")).addAttributes(text("telemetry.sdk.language", "java"))
                .addAttributes(text("telemetry.sdk.name", "opentelemetry")).build();
        Series series = new Series(number, millis, sinceMillis);
        return ResourceMetrics.newBuilder().setResource(resource)
                .addScopeMetrics(series.http())
                .addScopeMetrics(series.runtime())
                .addScopeMetrics(series.own()).build();
    }

    /** The series of one instance at one time. */
    private record Series(int instance, long millis, long sinceMillis) {

        ScopeMetrics http() {
            Metric.Builder server = Metric.newBuilder().setName("http.server.request.duration").setUnit("s");
            Histogram.Builder served = cumulative();
            for (int route = 0; route < ROUTES; route++) {
                for (int code : CODES) {
                    served.addDataPoints(
                            histogram(code == 503 ? 0.1 : 10).addAttributes(text("http.request.method", "GET"))
                                    .addAttributes(text("http.route", "/api/v1/things-" + route + "/{id}"))
                                    .addAttributes(number("http.response.status_code", code))
                                    .addAttributes(text("url.scheme", "https")));
                }
            }
            Histogram.Builder asked = cumulative();
            for (int peer = 0; peer < 8; peer++) {
                asked.addDataPoints(histogram(5).addAttributes(text("http.request.method", "POST"))
                        .addAttributes(text("server.address", "peer-" + peer))
                        .addAttributes(number("server.port", 443)));
            }
            return scope("io.opentelemetry.netty-4.1").addMetrics(server.setHistogram(served))
                    .addMetrics(Metric.newBuilder().setName("http.client.request.duration").setUnit("s")
                            .setHistogram(asked))
                    .build();
        }

        ScopeMetrics runtime() {
            ScopeMetrics.Builder scope = scope("io.opentelemetry.runtime-telemetry");
            for (String metric : MEMORY) {
                Sum.Builder sum = Sum.newBuilder().setAggregationTemporality(CUMULATIVE);
                for (int pool = 0; pool < POOLS.length; pool++) {
                    sum.addDataPoints(point(1e8 + noise(pool) * 1e7).addAttributes(text("jvm.memory.type",
                            pool < 3 ? "heap" : "non_heap")).addAttributes(text("jvm.memory.pool.name", POOLS[pool])));
                }
                scope.addMetrics(Metric.newBuilder().setName(metric).setUnit("By").setSum(sum));
            }
            Histogram.Builder collected = cumulative();
            for (String collector : new String[]{"G1 Young Generation", "G1 Concurrent GC"}) {
                collected.addDataPoints(histogram(0.2).addAttributes(text("jvm.gc.name", collector)));
            }
            scope.addMetrics(Metric.newBuilder().setName("jvm.gc.duration").setUnit("s").setHistogram(collected));
            Sum.Builder threads = Sum.newBuilder().setAggregationTemporality(CUMULATIVE);
            for (String state : STATES) {
                threads.addDataPoints(point(10 + noise(state.length())).addAttributes(text("jvm.thread.state", state)));
            }
            scope.addMetrics(Metric.newBuilder().setName("jvm.thread.count").setUnit("{thread}").setSum(threads));
            for (String metric : SINGLE) {
                scope.addMetrics(Metric.newBuilder().setName(metric)
                        .setGauge(Gauge.newBuilder().addDataPoints(point(noise(metric.length())))));
            }
            return scope.build();
        }

        ScopeMetrics own() {
            ScopeMetrics.Builder scope = scope("com.example.shop");
            for (int counter = 0; counter < OWN_COUNTERS; counter++) {
                Sum.Builder sum = Sum.newBuilder().setAggregationTemporality(CUMULATIVE).setIsMonotonic(true);
                for (int part = 0; part < OWN_SERIES_EACH; part++) {
                    sum.addDataPoints(point(grown(3)).addAttributes(text("kind", "kind-" + part))
                            .addAttributes(text("tenant", "tenant-" + counter)));
                }
                scope.addMetrics(Metric.newBuilder().setName("shop.things_" + counter).setSum(sum));
            }
            for (int gauge = 0; gauge < OWN_GAUGES; gauge++) {
                Gauge.Builder levels = Gauge.newBuilder();
                for (int part = 0; part < OWN_SERIES_EACH; part++) {
                    levels.addDataPoints(point(noise(gauge + part)).addAttributes(text("kind", "kind-" + part)));
                }
                scope.addMetrics(Metric.newBuilder().setName("shop.level_" + gauge).setGauge(levels));
            }
            return scope.build();
        }

        private NumberDataPoint.Builder point(double value) {
            return NumberDataPoint.newBuilder().setStartTimeUnixNano(nanos(sinceMillis)).setTimeUnixNano(nanos(millis))
                    .setAsDouble(value);
        }

        /** Observations that came so many a second since the start, of a shape that is the instance's. */
        private HistogramDataPoint.Builder histogram(double perSecond) {
            HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder().setStartTimeUnixNano(nanos(sinceMillis))
                    .setTimeUnixNano(nanos(millis));
            long count = 0;
            for (int bucket = 0; bucket <= BOUNDS.length; bucket++) {
                long in = (long) (grown(perSecond) * Math.exp(-0.1 * Math.abs(bucket - 4 - instance % 3)));
                count += in;
                point.addBucketCounts(in);
            }
            for (double bound : BOUNDS) {
                point.addExplicitBounds(bound);
            }
            return point.setCount(count).setSum(count * 0.06).setMin(0.001).setMax(3);
        }

        private double grown(double perSecond) {
            return perSecond * (millis - sinceMillis) / 1e3;
        }

        private double noise(int of) {
            long mixed = (instance * 31L + of) * 0x9E3779B97F4A7C15L + millis * 0xC2B2AE3D27D4EB4FL;
            return 1 + ((mixed ^ mixed >>> 29) & 0xFFFF) / 65_536.0;
        }
    }

    private static final AggregationTemporality CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

    private static Histogram.Builder cumulative() {
        return Histogram.newBuilder().setAggregationTemporality(CUMULATIVE);
    }

    private static ScopeMetrics.Builder scope(String name) {
        return ScopeMetrics.newBuilder().setScope(InstrumentationScope.newBuilder().setName(name));
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setIntValue(value)).build();
    }
}
