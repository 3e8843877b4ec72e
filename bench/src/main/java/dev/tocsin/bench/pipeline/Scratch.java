package dev.tocsin.bench.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is gone with everything in it when it is closed. */
public record Scratch(Path folder) implements AutoCloseable {

    /** A new one within the folder that {@code bench/run} says, or else within the current one. */
    public static Scratch create() throws IOException {
        Path within = Path.of(System.getProperty("tocsin.bench.folder", "."));
        return new Scratch(Files.createTempDirectory(within.toAbsolutePath(), "scratch-"));
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
