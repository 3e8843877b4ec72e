package dev.tocsin.topology.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.tocsin.topology.config.ShippedMaps;
import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.Input.Part;
import dev.tocsin.topology.derive.MappedSample;
import dev.tocsin.topology.derive.Observation;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.Point.Buckets;
import dev.tocsin.topology.telemetry.ResourcePoints;
import dev.tocsin.topology.telemetry.Temporality;

import static org.assertj.core.api.Assertions.assertThat;

/** The maps that ship make of usual telemetry what the built-in signals understand. */
class ShippedMapsTest {

    private static final long NOW = 1_700_000_000_000L;

    private final Mapper mapper = new Mapper(ShippedMaps.all(), "otlp_metrics", Mapper.Bounds.STANDARD);
    private final Map<String, String> left = new HashMap<>();

    @Test
    void openTelemetrysHttpServerHasLatencyErrorsAndTraffic() {
        Attributes resource = Attributes.of(Map.of("service.name", "checkout", "service.namespace", "prod",
                "service.instance.id", "pod-1", "host.name", "node-7"));

        List<MappedSample> samples = map(new ResourcePoints(resource, List.of(
                histogram("http.server.request.duration", Map.of("http.response.status_code", "200")),
                histogram("http.server.request.duration", Map.of("http.response.status_code", "503")),
                new Point.Gauge("jvm.cpu.recent_utilization", "1", Attributes.NONE, NOW, 0.3),
                sum("jvm.memory.used", Map.of("jvm.memory.type", "heap"), 10, false),
                sum("jvm.memory.used", Map.of("jvm.memory.type", "non_heap"), 99, false),
                sum("jvm.memory.limit", Map.of("jvm.memory.type", "heap"), 100, false),
                sum("orders.placed", Map.of(), 5, true))));

        assertThat(samples).hasSize(1);
        assertThat(samples.getFirst().service()).hasToString("prod/checkout");
        assertThat(samples.getFirst().instance()).isEqualTo("pod-1");
        assertThat(outputs(samples)).containsExactlyInAnyOrder("http_latency_seconds_p50", "http_latency_seconds_p95",
                "http_latency_seconds_p99", "http_error_ratio", "http_requests_per_second", "jvm_cpu_utilization",
                "jvm_heap_utilization", "orders.placed_per_second");
        assertThat(left).as("memory that isn't heap").containsExactly(Map.entry("jvm.memory.used", "dropped"));
    }

    @Test
    void theNamesBeforeTheStableOnesAreKnown() {
        Attributes resource = Attributes.of(Map.of("service.name", "checkout"));

        List<MappedSample> samples = map(new ResourcePoints(resource, List.of(
                histogram("http.server.duration", Map.of("http.status_code", "500")),
                histogram("rpc.server.duration", Map.of("rpc.grpc.status_code", "14")))));

        assertThat(outputs(samples)).contains("http_server_latency_seconds_p99", "http_server_error_ratio",
                "rpc_server_latency_seconds_p99", "rpc_server_error_ratio", "rpc_server_requests_per_second");
        assertThat(input(samples, "http_server_latency_seconds").factor()).isEqualTo(1e-3);
    }

    @Test
    void springOverPrometheusIsKnownByItsJob() {
        List<MappedSample> samples = new ArrayList<>();
        samples.addAll(line("http_server_requests_seconds_bucket", Map.of("job", "shop", "instance", "a:8080", "le",
                "0.5", "status", "200")));
        samples.addAll(line("http_server_requests_seconds_count", Map.of("job", "shop", "instance", "a:8080",
                "status", "503")));
        samples.addAll(line("jvm_memory_used_bytes", Map.of("job", "shop", "instance", "a:8080", "area", "heap")));
        samples.addAll(line("process_cpu_usage", Map.of("job", "shop", "instance", "a:8080")));

        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.service()).hasToString("default/shop");
            assertThat(sample.instance()).isEqualTo("a:8080");
        });
        assertThat(outputs(samples)).contains("http_server_requests_latency_seconds_p99",
                "http_server_requests_error_ratio", "http_server_requests_per_second", "jvm_heap_utilization",
                "process_cpu_utilization");
    }

    @Test
    void failedRequestsCountAboveTheLineWhateverTheLabelIsCalled() {
        Map.of("code", "http_request_error_ratio", "status", "http_requests_error_ratio", "status_code",
                "http_responses_error_ratio").forEach((label, ratio) -> {
                    List<MappedSample> failed = line("http_requests_total", Map.of("job", "shop", label, "503"));
                    assertThat(outputs(failed)).containsExactlyInAnyOrder(ratio, "http_requests_per_second");
                    assertThat(parts(failed)).contains(Part.OF, Part.TO);
                    assertThat(parts(line("http_requests_total", Map.of("job", "shop", label, "200"))))
                            .doesNotContain(Part.OF);
                });
    }

    @Test
    void requestsThatIstioTellsOfTwiceCountOnce() {
        assertThat(outputs(line("istio_requests_total", Map.of("job", "shop", "reporter", "destination"))))
                .contains("istio_requests_per_second");
        assertThat(line("istio_requests_total", Map.of("job", "shop", "reporter", "source"))).isEmpty();
    }

    @Test
    void openTelemetryByWayOfPrometheusHasTheNamesItHasOverOtlp() {
        List<MappedSample> samples = new ArrayList<>();
        Map<String, String> shop = Map.of("job", "shop", "instance", "a");
        samples.addAll(line("http_server_request_duration_seconds_bucket", with(shop, "le", "1")));
        samples.addAll(line("http_server_request_duration_seconds_count", with(shop, "http_response_status_code",
                "500")));
        samples.addAll(line("jvm_memory_used_bytes", with(shop, "jvm_memory_type", "heap")));

        assertThat(outputs(samples)).containsExactlyInAnyOrder("http_latency_seconds_p50", "http_latency_seconds_p95",
                "http_latency_seconds_p99", "http_error_ratio", "http_requests_per_second", "jvm_heap_utilization");
    }

    @Test
    void nodesAndContainersOfPrometheusAreKnown() {
        List<MappedSample> samples = new ArrayList<>();
        Map<String, String> node = Map.of("job", "node", "instance", "n1:9100");
        samples.addAll(line("node_cpu_seconds_total", with(node, "mode", "user", "cpu", "0")));
        samples.addAll(line("node_memory_MemAvailable_bytes", node));
        samples.addAll(line("node_memory_MemTotal_bytes", node));
        samples.addAll(line("up", node));
        samples.addAll(line("container_cpu_usage_seconds_total", Map.of("job", "kubelet", "namespace", "shop",
                "container", "cart", "pod", "cart-1")));

        assertThat(outputs(samples)).containsExactlyInAnyOrder("node_cpu_utilization", "node_memory_utilization",
                "targets_up_ratio", "container_cpu_cores");
        assertThat(samples.getLast().service()).hasToString("shop/cart");
        assertThat(samples.getLast().instance()).isEqualTo("cart-1");
        assertThat(line("node_filesystem_files", node)).isEmpty();
        assertThat(left).containsEntry("node_filesystem_files", "dropped");
    }

    @Test
    void nodesAndWorkloadsOfKubernetesAreKnown() {
        List<MappedSample> node = map(new ResourcePoints(
                Attributes.of(Map.of("k8s.node.name", "n1", "k8s.cluster.name", "eu-1")),
                List.of(gauge("k8s.node.cpu.usage", NOW, 2), gauge("k8s.node.condition_ready", NOW, 1),
                        gauge("k8s.node.uptime", NOW, 9))));
        List<MappedSample> workload = map(new ResourcePoints(
                Attributes.of(Map.of("k8s.deployment.name", "cart", "k8s.namespace.name", "shop")),
                List.of(gauge("k8s.deployment.available", NOW, 2), gauge("k8s.deployment.desired", NOW, 3))));

        assertThat(node).singleElement().satisfies(sample -> assertThat(sample.service()).hasToString("eu-1/n1"));
        assertThat(outputs(node)).containsExactlyInAnyOrder("node_cpu_cores", "node_ready");
        assertThat(left).containsEntry("k8s.node.uptime", "dropped");
        assertThat(workload).singleElement()
                .satisfies(sample -> assertThat(sample.service()).hasToString("shop/cart"));
        assertThat(outputs(workload)).containsExactly("pods_available_ratio");
    }

    @Test
    void telegrafsHostIsAService() {
        List<MappedSample> samples = new ArrayList<>();
        samples.addAll(line("cpu_usage_user", Map.of("host", "web1", "cpu", "cpu-total")));
        samples.addAll(line("mem_used_percent", Map.of("host", "web1")));
        samples.addAll(line("net_bytes_recv", Map.of("host", "web1", "interface", "eth0")));
        samples.addAll(line("nginx_requests", Map.of("host", "web1", "port", "80", "server", "localhost")));

        assertThat(samples).allSatisfy(sample -> assertThat(sample.service()).hasToString("default/web1"));
        assertThat(outputs(samples)).containsExactlyInAnyOrder("host_cpu_utilization", "host_memory_utilization",
                "network_received_bytes_per_second", "nginx_requests_per_second");
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        Attributes named = Attributes.of(Map.of("service.name", "s"));

        map(new ResourcePoints(Attributes.of(Map.of("a", "b")), List.of(gauge("nameless", NOW, 1))));
        map(new ResourcePoints(named, List.of(gauge("timeless", 0, 1), gauge("nan", NOW, Double.NaN),
                gauge("ahead", NOW + 3_600_000, 1), gauge(" ", NOW, 1), gauge("x".repeat(300), NOW, 1),
                new Point.Untyped("x_bucket", "", Attributes.of(Map.of("le", "wide")), NOW, 1),
                new Point.Histogram("h", "s", Attributes.NONE, NOW, 0, Temporality.DELTA, 1, 1, 1, 1,
                        new double[]{1, Double.NaN}, new long[]{1, 2, 3}))));
        map(new ResourcePoints(Attributes.of(Map.of("service.name", "s".repeat(200))), List.of(gauge("long", NOW, 1))));

        assertThat(left).containsEntry("nameless", "no_service_name").containsEntry("timeless", "no_time")
                .containsEntry("nan", "not_finite").containsEntry("ahead", "clock_ahead")
                .containsEntry(" ", "blank_name").containsEntry("x".repeat(300), "long_name")
                .containsEntry("x_bucket", "bad_bound").containsEntry("h", "bad_buckets")
                .containsEntry("long", "bad_identity");
    }

    @Test
    void aClockAMinuteAheadIsSetRightByTheRecord() {
        Attributes named = Attributes.of(Map.of("service.name", "s"));

        List<MappedSample> samples = map(new ResourcePoints(named, List.of(gauge("g", NOW + 60_000, 1))));

        assertThat(samples.getFirst().newest()).isEqualTo(NOW);
    }

    @Test
    void twoResourcesWithOneNameAreTwoInstances() {
        List<MappedSample> one = map(new ResourcePoints(Attributes.of(Map.of("service.name", "s", "process.pid", "1")),
                List.of(gauge("g", NOW, 1))));
        List<MappedSample> two = map(new ResourcePoints(Attributes.of(Map.of("service.name", "s", "process.pid", "2")),
                List.of(gauge("g", NOW, 1))));

        assertThat(one.getFirst().service()).isEqualTo(two.getFirst().service());
        assertThat(one.getFirst().instance()).isNotEqualTo(two.getFirst().instance()).startsWith("~");
    }

    @Test
    void ofTooManyMetricsTheMostUsefulGoOn() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            points.add(gauge("custom." + i, NOW, 1));
        }
        points.add(histogram("http.server.request.duration", Map.of("http.response.status_code", "200")));

        List<MappedSample> samples = map(new ResourcePoints(Attributes.of(Map.of("service.name", "s")), points));

        assertThat(outputs(samples)).hasSize(40).contains("http_latency_seconds_p99", "http_requests_per_second");
        assertThat(left.values()).hasSize(65).containsOnly("metric_limit");
    }

    private List<MappedSample> map(ResourcePoints resource) {
        return mapper.map(List.of(resource), NOW, left::put);
    }

    /** A line of a format that knows no resources. */
    private List<MappedSample> line(String metric, Map<String, String> labels) {
        Attributes tags = Attributes.of(labels);
        return map(new ResourcePoints(tags, List.of(new Point.Untyped(metric, "", tags, NOW, 1))));
    }

    private static Map<String, String> with(Map<String, String> labels, String... more) {
        Map<String, String> all = new HashMap<>(labels);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static Point gauge(String metric, long time, double value) {
        return new Point.Gauge(metric, "", Attributes.NONE, time, value);
    }

    private static Point sum(String metric, Map<String, String> attributes, double value, boolean monotonic) {
        return new Point.Sum(metric, "By", Attributes.of(attributes), NOW, 0, value, monotonic,
                Temporality.CUMULATIVE);
    }

    private static Point histogram(String metric, Map<String, String> attributes) {
        return new Point.ExponentialHistogram(metric, "s", Attributes.of(attributes), NOW, 0, Temporality.CUMULATIVE,
                3, 1, 0, 1, 3, 0, 0, new Buckets(0, new long[]{1, 2}), Buckets.NONE);
    }

    private static Set<String> outputs(List<MappedSample> samples) {
        Set<String> outputs = new TreeSet<>();
        samples.forEach(sample -> sample.inputs().forEach(input -> outputs.addAll(input.outputs())));
        return outputs;
    }

    private static List<Part> parts(List<MappedSample> samples) {
        return samples.stream().flatMap(sample -> sample.observations().stream())
                .map(observation -> observation instanceof Observation.Count count ? count.part() : Part.WHOLE)
                .toList();
    }

    private static Input input(List<MappedSample> samples, String name) {
        return samples.stream().flatMap(sample -> sample.inputs().stream()).filter(input -> input.name().equals(name))
                .findFirst().orElseThrow();
    }
}
