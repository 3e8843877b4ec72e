package dev.tocsin.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.topology.config.Tuning;

/** What the documents of a folder would put in force if there were no others. */
public final class ConfigFolder {

    private ConfigFolder() {}

    /**
     * @param at when they count as said: recurrences are laid out around it
     * @throws Failure naming every problem, if there is one
     */
    public static Tuning read(Path place, Instant at) {
        if (empty(place)) {
            return Tuning.shipped();
        }
        OfflineCheck check = OfflineCheck.of(DocumentFiles.read(place), null, at);
        if (!check.problems().isEmpty()) {
            throw new Failure("the documents in " + place + " can't be used:",
                    check.problems().stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
        return Tuning.inForce(check.standings().values());
    }

    private static boolean empty(Path place) {
        if (!Files.isDirectory(place)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.map(Path::toString).noneMatch(file -> file.matches(".*\\.(yaml|yml|json)"));
        } catch (IOException e) {
            throw new Failure(place + " can't be read: " + e.getMessage(), "", e);
        }
    }
}
