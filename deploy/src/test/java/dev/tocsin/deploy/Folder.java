package dev.tocsin.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code deploy}, wherever the tests run. */
final class Folder {

    private static final Path HERE = Path.of("helm").toAbsolutePath().toFile().exists()
            ? Path.of("").toAbsolutePath()
            : Path.of("deploy").toAbsolutePath();

    private Folder() {}

    static Path at(String path) {
        return HERE.resolve(path);
    }

    static String text(String path) {
        try {
            return Files.readString(at(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
