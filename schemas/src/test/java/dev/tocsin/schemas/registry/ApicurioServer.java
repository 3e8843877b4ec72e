package dev.tocsin.schemas.registry;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A real Apicurio Registry in a process of its own on free ports of 127.0.0.1, in memory, level BACKWARD. The build
 * unpacks it into the folder that the system property {@code apicurio.home} names.
 */
final class ApicurioServer implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final int port;

    private ApicurioServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** One without authentication. */
    static ApicurioServer open() throws IOException, InterruptedException {
        return start(List.of());
    }

    /** One with basic authentication, where {@code writer} may register and {@code reader} may not. */
    static ApicurioServer guarded(String password) throws IOException, InterruptedException {
        String users = "-Dquarkus.security.users.embedded.";
        return start(List.of("-Dapicurio.authn.enabled=true", "-Dapicurio.auth.role-based-authorization=true",
                "-Dquarkus.http.auth.basic=true", users + "plain-text=true",
                users + "users.writer=" + password, users + "roles.writer=sr-developer",
                users + "users.reader=" + password, users + "roles.reader=sr-readonly"));
    }

    /** The base URL of its Confluent API. */
    String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    private static ApicurioServer start(List<String> authentication) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("apicurio.home"));
        Path log = Files.createTempFile(Files.createDirectories(home.resolveSibling("apicurio-logs")), "server",
                ".log");
        int port = freePort();
        int management = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1", "-Dquarkus.management.port=" + management,
                "-Dapicurio.datasource.jdbc.initial-size=2", "-Dapicurio.datasource.jdbc.min-size=2",
                "-Dapicurio.rules.global.compatibility=BACKWARD"));
        command.addAll(authentication);
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        Process process = new ProcessBuilder(command).directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ApicurioServer server = new ApicurioServer(process, log, port);
        server.awaitReady("http://127.0.0.1:" + management + "/health/ready");
        return server;
    }

    private void awaitReady(String health) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(STARTS_WITHIN);
        OkHttpClient http = new OkHttpClient();
        while (!isReady(http, health)) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                close();
                throw new IllegalStateException("Apicurio didn't start:\n" + Files.readString(log));
            }
            Thread.sleep(200);
        }
    }

    private static boolean isReady(OkHttpClient http, String health) {
        try (Response response = http.newCall(new Request.Builder().url(health).build()).execute()) {
            return response.code() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
