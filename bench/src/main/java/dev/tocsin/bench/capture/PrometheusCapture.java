package dev.tocsin.bench.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.xerial.snappy.Snappy;

import dev.tocsin.bench.figures.Say;

/**
 * A real Prometheus that scrapes itself and a real node exporter, with remote write to an {@link Inbox}. What it sends
 * (snappy, protobuf) is written down as prometheus-kafka-adapter would write it to its topic, one record a line. Then the
 * node exporter goes, so that the end of its series is among them.
 */
final class PrometheusCapture {

    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final String KEPT = "up|node_load1|node_memory_MemAvailable_bytes|node_cpu_seconds_total"
            + "|node_filefd_allocated|go_goroutines|go_gc_duration_seconds.*|process_start_time_seconds"
            + "|prometheus_http_request_duration_seconds_(bucket|sum|count)|prometheus_engine_query_duration_seconds";

    private PrometheusCapture() {}

    /** @return how many records it wrote */
    static int run(Path folder) throws Exception {
        Path scratch = Files.createTempDirectory("tocsin-capture");
        int exporterPort = freePort();
        int ownPort = freePort();
        try (Inbox inbox = Inbox.open();
                Child exporter = Child.start(scratch, "prometheus-node-exporter", "--collector.disable-defaults",
                        "--collector.cpu", "--collector.loadavg", "--collector.meminfo", "--collector.filefd",
                        "--web.listen-address=127.0.0.1:" + exporterPort)) {
            Path config = Files.writeString(scratch.resolve("prometheus.yml"),
                    config(inbox.url("/receive"), exporterPort, ownPort));
            try (Child _ = Child.start(scratch, "prometheus", "--config.file=" + config,
                    "--storage.tsdb.path=" + scratch.resolve("data"), "--web.listen-address=127.0.0.1:" + ownPort)) {
                await("two scrapes", () -> count(inbox, "node_load1") >= 2);
                exporter.close();
                await("the end of the exporter's series",
                        () -> records(inbox).stream().anyMatch(record -> record.contains("node_load1")
                                && record.contains("\"value\":\"NaN\"")));
            }
            List<String> records = records(inbox);
            Files.writeString(folder.resolve("adapter.jsonl"), String.join("\n", records) + "\n");
            return records.size();
        }
    }

    private static long count(Inbox inbox, String metric) {
        return records(inbox).stream().filter(record -> record.contains("\"name\":\"" + metric + "\"")).count();
    }

    private static List<String> records(Inbox inbox) {
        List<String> records = new ArrayList<>();
        for (byte[] body : inbox.bodies()) {
            try {
                records.addAll(AdapterRecords.of(Snappy.uncompress(body)));
            } catch (IOException bad) {
                throw new IllegalStateException("Prometheus sent what can't be read", bad);
            }
        }
        return records;
    }

    private static void await(String what, BooleanSupplier happened) throws InterruptedException {
        Say.line("  waits for %s", what);
        long since = System.nanoTime();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - since > LONGEST.toNanos()) {
                throw new IllegalStateException(what + " didn't come within " + LONGEST.toSeconds() + " s");
            }
            Thread.sleep(200);
        }
    }

    private static String config(String url, int exporterPort, int ownPort) {
        return """
                global:
                  scrape_interval: 2s
                  external_labels: {cluster: prod-eu}
                remote_write:
                  - url: %s
                    queue_config: {batch_send_deadline: 1s, max_shards: 1}
                    metadata_config: {send: false}
                scrape_configs:
                  - job_name: node
                    static_configs: [{targets: ['127.0.0.1:%d'], labels: {instance: node-3}}]
                    metric_relabel_configs: [{source_labels: [__name__], regex: '%s', action: keep}]
                  - job_name: prometheus
                    static_configs: [{targets: ['127.0.0.1:%d'], labels: {instance: prometheus-0}}]
                    metric_relabel_configs: [{source_labels: [__name__], regex: '%s', action: keep}]
                """.formatted(url, exporterPort, KEPT, ownPort, KEPT);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
