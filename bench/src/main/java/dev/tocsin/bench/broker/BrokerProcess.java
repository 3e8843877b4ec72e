package dev.tocsin.bench.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.tocsin.bench.figures.CpuClock;
import dev.tocsin.schemas.registry.RegistrySettings;
import dev.tocsin.schemas.registry.SchemaRegistry;

/** A broker and a Schema Registry in one process of their own with a small heap, so that its CPU time counts apart. */
public final class BrokerProcess implements AutoCloseable {

    private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final String bootstrapServers;
    private final String registryUrl;

    private BrokerProcess(Process process, String bootstrapServers, String registryUrl) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
    }

    /**
     * Starts one and waits until it serves.
     *
     * @param folder gets the broker's data and its log
     * @throws IOException if it ends before it serves; the log says why
     */
    public static BrokerProcess start(Path folder) throws IOException {
        Path log = folder.resolve("broker.log");
        ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"));
        builder.command().addAll(FLAGS);
        builder.command().addAll(List.of("-cp", System.getProperty("java.class.path"), BrokerMain.class.getName(),
                folder.resolve("broker").toString()));
        Process process = builder.redirectError(Redirect.to(log.toFile())).start();
        BufferedReader said = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(BrokerMain.READY)) {
                String[] words = line.substring(BrokerMain.READY.length()).split(" ", 2);
                return new BrokerProcess(process, words[0], words[1]);
            }
        }
        throw new IOException("the broker's process ended before it served; " + log + " says why");
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A client of the registry, to be closed by whoever asks. */
    public SchemaRegistry registry() {
        return SchemaRegistry.connect(RegistrySettings.from(Map.of(RegistrySettings.URL, registryUrl)));
    }

    public CpuClock cpu() {
        return CpuClock.of(process.toHandle());
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
