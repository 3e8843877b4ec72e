package dev.tocsin.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.tocsin.app.cli.Failure;

/** All documents of a file, or of a folder's YAML and JSON files at any depth, in the order of their paths. */
record DocumentFiles(List<Path> files, List<FileDocument> documents, List<Finding> problems) {

    DocumentFiles {
        files = List.copyOf(files);
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }

    /** @throws Failure if there is no such place, or nothing to read in it */
    static DocumentFiles read(Path place) {
        List<Path> files = files(place);
        if (files.isEmpty()) {
            throw new Failure(place + " has no documents.", "Documents are files that end in .yaml, .yml or .json.");
        }
        List<FileDocument> documents = new ArrayList<>();
        List<Finding> problems = new ArrayList<>();
        for (Path file : files) {
            YamlFile read = YamlFile.read(file);
            documents.addAll(read.documents());
            problems.addAll(read.problems());
            if (read.documents().isEmpty() && read.problems().isEmpty()) {
                problems.add(Finding.ofFile(file, 0, "is empty"));
            }
        }
        return new DocumentFiles(files, documents, problems);
    }

    private static List<Path> files(Path place) {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        if (!Files.isDirectory(place)) {
            throw new Failure("there is no file or folder " + place + ".", "");
        }
        try (Stream<Path> found = Files.walk(place)) {
            return found.filter(Files::isRegularFile).filter(DocumentFiles::isDocument).sorted().toList();
        } catch (IOException e) {
            throw new Failure(place + " can't be read: " + e.getMessage(), "", e);
        }
    }

    private static boolean isDocument(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }
}
