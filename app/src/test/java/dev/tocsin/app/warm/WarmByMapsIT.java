package dev.tocsin.app.warm;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.warm.Stretches.Stretch;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.config.ShippedMaps;
import dev.tocsin.topology.map.Questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The same series through a real Prometheus' history and through the live path are the same services and metrics. */
@Timeout(120)
@EnabledIf(value = "prometheusIsThere", disabledReason = "no prometheus and promtool on this machine: apt-get install prometheus")
class WarmByMapsIT {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int EVERY = 15;
    private static final int MINUTES = 40;

    @TempDir
    Path folder;

    private final Instant end = Instant.ofEpochSecond(Math.floorDiv(Instant.now().getEpochSecond(), 60) * 60);

    /** A series that grows, or stays, by a fixed amount a second. */
    private record Line(String metric, Map<String, String> labels, double perSecond, double base) {

        double at(long second) {
            return perSecond == 0 ? base * (1 + 0.1 * Math.sin(second / 300.0)) : base + perSecond * second;
        }

        String labelled(String between, String around) {
            return new TreeMap<>(labels).entrySet().stream()
                    .map(label -> around + label.getKey() + around + between + '"' + label.getValue() + '"')
                    .collect(Collectors.joining(","));
        }
    }

    static boolean prometheusIsThere() {
        return RealPrometheus.isThere();
    }

    @Test
    void warmedModelsHaveTheServicesMetricsAndValuesOfTheLiveStream() throws Exception {
        // Given what targets said for some time, once as Prometheus remembers it and once as it comes over Kafka
        List<Line> lines = lines();
        LiveValues live = live(lines);
        try (RealPrometheus prometheus = RealPrometheus.remembering(folder, openMetrics(lines), "cluster: prod-eu")) {
            // When it is asked by the built-in maps
            Prometheus from = new Prometheus(prometheus.url(), Optional.empty(), pause -> {
            });
            Survey survey = new Survey(from, new Questions(ShippedMaps.all(), "metrics"),
                    new Labelling.AsWritten(from.externalLabels()), 40, WINDOW);
            Values warmed = new Values(new Stretch(end.minus(Duration.ofMinutes(20)), end), WINDOW);
            List<Enquiry> enquiries = survey.enquiries(end, told -> {
            });
            enquiries.forEach(enquiry -> enquiry.ask(from, survey::owner,
                    new Stretch(end.minus(Duration.ofMinutes(20)), end), WINDOW, warmed));
            // Then
            assertThat(warmed.services()).isEqualTo(live.values().keySet());
            live.values().forEach((service, metrics) -> {
                assertThat(warmed.metrics(service)).as("metrics of %s", service).isEqualTo(metrics.keySet());
                metrics.forEach((metric, values) -> same(service, metric, values, warmed));
            });
            assertThat(live.values().get(ServiceId.parse("prod-eu/shop"))).containsKeys("http_request_error_ratio",
                    "http_request_latency_seconds_p99", "http_latency_seconds_p95", "jvm_heap_utilization");
            assertThat(live.values().get(ServiceId.parse("prod-eu/node"))).containsKeys("node_cpu_utilization",
                    "node_memory_utilization", "node_filesystem_utilization");
            assertThat(survey.nameless()).containsExactly("orphan");
        }
    }

    private void same(ServiceId service, String metric, SortedMap<Long, Double> live, Values warmed) {
        double[] seen = warmed.at(service, new TreeSet<>(List.of(metric)), 10);
        double expected = live.get(warmed.end(10).toEpochMilli());
        assertThat(seen[0]).as("%s of %s", metric, service).isCloseTo(expected,
                within(Math.max(1e-9, Math.abs(expected) * 0.05)));
    }

    private static List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (String instance : List.of("a:9100", "b:9100")) {
            for (String mode : List.of("idle", "user", "system")) {
                lines.add(new Line("node_cpu_seconds_total", Map.of("job", "node", "instance", instance, "cpu", "0",
                        "mode", mode), mode.equals("idle") ? 0.7 : 0.15, 5000));
            }
            Map<String, String> node = Map.of("job", "node", "instance", instance);
            lines.add(new Line("node_memory_MemTotal_bytes", node, 0, 8e9));
            lines.add(new Line("node_memory_MemAvailable_bytes", node, 0, 3e9));
            lines.add(new Line("node_load1", node, 0, 0.4));
            for (String type : List.of("ext4", "tmpfs")) {
                Map<String, String> disk = Map.of("job", "node", "instance", instance, "fstype", type, "mountpoint",
                        type);
                lines.add(new Line("node_filesystem_avail_bytes", disk, 0, type.equals("ext4") ? 4e10 : 1));
                lines.add(new Line("node_filesystem_size_bytes", disk, 0, 1e11));
            }
        }
        for (String pod : List.of("shop-1", "shop-2")) {
            Map<String, String> shop = Map.of("job", "shop", "pod", pod);
            lines.add(new Line("up", shop, 0, 1));
            lines.add(new Line("queue_length", shop, 0, 12));
            lines.add(new Line("orders_total", shop, 3, 100));
            for (String code : List.of("200", "503")) {
                lines.add(new Line("http_requests_total", with(shop, "code", code), code.equals("200") ? 9 : 1, 1000));
                lines.add(new Line("http_server_request_duration_seconds_count", with(shop, "http_response_status_code",
                        code), code.equals("200") ? 9 : 1, 1000));
            }
            for (String le : List.of("0.1", "0.5", "+Inf")) {
                double rate = le.equals("0.1") ? 6 : le.equals("0.5") ? 9 : 10;
                lines.add(new Line("http_request_duration_seconds_bucket", with(shop, "le", le), rate, 1000));
                lines.add(new Line("http_server_request_duration_seconds_bucket", with(shop, "le", le), rate, 1000));
            }
            for (String quantile : List.of("0.5", "0.99")) {
                lines.add(new Line("rpc_duration_seconds", with(shop, "quantile", quantile), 0, 0.2));
            }
            for (String area : List.of("heap", "nonheap")) {
                lines.add(new Line("jvm_memory_used_bytes", with(shop, "area", area), 0, 3e8));
                lines.add(new Line("jvm_memory_max_bytes", with(shop, "area", area), 0, 1e9));
            }
            lines.add(new Line("container_cpu_usage_seconds_total",
                    Map.of("namespace", "prod", "pod", pod, "container", "shop"), 0.3, 10));
            lines.add(new Line("container_cpu_usage_seconds_total",
                    Map.of("namespace", "prod", "pod", pod, "container", "POD"), 0.1, 10));
        }
        lines.add(new Line("orphan", Map.of("colour", "red"), 0, 1));
        return lines;
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(name, value);
        return more;
    }

    private String openMetrics(List<Line> lines) {
        StringBuilder text = new StringBuilder();
        new TreeSet<>(lines.stream().map(Line::metric).toList()).forEach(metric -> {
            text.append("# TYPE ").append(metric).append(" unknown\n");
            lines.stream().filter(line -> line.metric.equals(metric)).forEach(line -> {
                for (long second = 0; second <= MINUTES * 60; second += EVERY) {
                    text.append(metric).append('{').append(line.labelled("=", "")).append("} ")
                            .append(line.at(second)).append(' ').append(begin() + second).append('\n');
                }
            });
        });
        return text.toString();
    }

    private long begin() {
        return end.getEpochSecond() - MINUTES * 60L;
    }

    /** As prometheus-kafka-adapter writes it, with the label that this Prometheus adds. */
    private LiveValues live(List<Line> lines) {
        LiveValues live = new LiveValues(WINDOW.toMillis());
        for (long second = 0; second <= MINUTES * 60; second += EVERY) {
            Instant at = Instant.ofEpochSecond(begin() + second);
            for (Line line : lines) {
                live.say(String.format(Locale.ROOT,
                        "{\"labels\":{\"__name__\":\"%1$s\",\"cluster\":\"prod-eu\",%2$s},\"name\":\"%1$s\",\"timestamp\":\"%3$s\",\"value\":\"%4$s\"}",
                        line.metric, line.labelled(":", "\""), at, line.at(second)), at.toEpochMilli());
            }
        }
        return live;
    }
}
