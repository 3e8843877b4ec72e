package dev.tocsin.app.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tocsin.app.Tocsin;

import static org.assertj.core.api.Assertions.assertThat;

/** The service as a process of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {

    private final Process process;
    private final Endpoints endpoints;
    private final Path log;

    private ServiceProcess(Process process, Endpoints endpoints, Path log) {
        this.process = process;
        this.endpoints = endpoints;
        this.log = log;
    }

    /**
     * Starts {@code tocsin run}.
     *
     * @param settings by full names
     * @param folder where it runs and logs
     */
    static ServiceProcess start(Map<String, String> settings, Path folder) {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m", "-cp",
                System.getProperty("java.class.path"), Tocsin.class.getName(), "run");
        Path log = folder.resolve("service.log");
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("TOCSIN_"));
        settings.forEach((name, value) -> builder.environment().put(variable(name), value));
        try {
            return new ServiceProcess(builder.start(),
                    new Endpoints(Integer.parseInt(settings.getOrDefault("http.port", ""))), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServiceProcess awaitReady() {
        Stand.await().failFast(() -> assertThat(process.isAlive()).as("%s", log()).isTrue())
                .until(() -> endpoints.status("/readyz") == 200);
        return this;
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it wrote. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static String variable(String setting) {
        return "TOCSIN_" + setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
