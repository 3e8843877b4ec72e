package dev.tocsin.app.warm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;

import dev.tocsin.app.broker.Ports;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.HttpUrl;

/** Debian's Prometheus with a past of its own. */
public final class RealPrometheus implements AutoCloseable {

    private final Process process;
    private final int port;

    private RealPrometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static boolean isThere() {
        return Files.isExecutable(Path.of("/usr/bin/prometheus")) && Files.isExecutable(Path.of("/usr/bin/promtool"));
    }

    /**
     * One that remembers some samples.
     *
     * @param openMetrics with times, without its last line
     * @param external labels it adds to what it sends, as YAML
     */
    public static RealPrometheus remembering(Path folder, String openMetrics, String external) throws Exception {
        Path past = Files.writeString(folder.resolve("past.txt"), openMetrics + "# EOF\n");
        Path data = folder.resolve("prometheus");
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {external_labels: {" + external
                + "}}\n");
        assertThat(run(folder, "/usr/bin/promtool", "tsdb", "create-blocks-from", "openmetrics", past.toString(),
                data.toString()).waitFor()).isZero();
        int port = Ports.free().broker();
        RealPrometheus prometheus = new RealPrometheus(run(folder, "/usr/bin/prometheus", "--config.file=" + config,
                "--storage.tsdb.path=" + data, "--web.listen-address=127.0.0.1:" + port), port);
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).ignoreExceptions()
                .until(prometheus::isReady);
        return prometheus;
    }

    public HttpUrl url() {
        return new HttpUrl.Builder().scheme("http").host("127.0.0.1").port(port).build();
    }

    private boolean isReady() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url() + "-/ready")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        }
    }

    private static Process run(Path folder, String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("prometheus.log").toFile())).start();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
