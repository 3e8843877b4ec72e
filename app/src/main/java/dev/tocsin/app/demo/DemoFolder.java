package dev.tocsin.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.tocsin.app.cli.Failure;

/** The folder of a demo's data, emptied at each start; only one that a demo made is ever emptied. */
final class DemoFolder {

    private static final String MARK = ".tocsin-demo";

    private DemoFolder() {}

    /** @throws Failure if it has something that no demo put there, or can't be written */
    static Path fresh(Path folder) {
        try {
            if (Files.exists(folder) && !isEmpty(folder)) {
                if (Files.notExists(folder.resolve(MARK))) {
                    throw new Failure(folder + " isn't empty and was not made by a demo.",
                            "Give --data-dir another folder; it is emptied at each start.");
                }
                delete(folder);
            }
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(MARK), "Made by tocsin demo, which empties this folder at each start.\n");
            return folder;
        } catch (IOException e) {
            throw new Failure(folder + " can't be written (" + e + ").", "Give --data-dir another folder.", e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
