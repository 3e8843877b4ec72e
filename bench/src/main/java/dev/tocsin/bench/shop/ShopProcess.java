package dev.tocsin.bench.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of the shop seen from the recorder: started with a small heap, turned over HTTP, ended by closing its input. */
final class ShopProcess implements AutoCloseable {

    private static final List<String> JVM = List.of("-Xmx128m", "-Xms128m", "-Xmn16m", "-XX:SurvivorRatio=2",
            "-Xss256k", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Dsun.net.httpserver.nodelay=true", "-Djdk.httpclient.keepalive.timeout=10");
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final BufferedReader output;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Starts {@code main} with arguments and waits until it listens. */
    ShopProcess(String name, Class<?> main, Object... arguments) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String first = output.readLine();
        if (first == null || !first.startsWith("port ")) {
            process.destroy();
            throw new IOException(name + " didn't start: " + first);
        }
        port = Integer.parseInt(first.substring("port ".length()));
    }

    int port() {
        return port;
    }

    /** Hands each further line of its output to {@code lines}, on a thread of its own, until it ends. */
    void follow(Consumer<String> lines) {
        Thread.ofVirtual().name(name + "-output").start(() -> {
            try {
                output.lines().forEach(lines);
            } catch (UncheckedIOException e) {
                System.err.println(name + ": output ended: " + e.getMessage());
            }
        });
    }

    void turn(String knob, double value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/" + knob))
                .timeout(ADMIN_TIMEOUT).POST(BodyPublishers.ofString(Double.toString(value))).build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(name + ": knob " + knob + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
