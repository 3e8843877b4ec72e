package dev.tocsin.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import dev.tocsin.app.cli.Failure;

/**
 * This instance's name in its consumer group, kept beside its stores: a restart on the same stores takes its partitions
 * back at once, where an unnamed member would be waited for until its session times out.
 */
final class InstanceId {

    private static final String FILE = "instance-id";

    private InstanceId() {}

    /** @throws Failure if the folder can't be written */
    static String in(Path stateDir) {
        Path file = stateDir.resolve(FILE);
        try {
            Files.createDirectories(stateDir);
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            String id = "tocsin-" + UUID.randomUUID();
            Files.writeString(file, id + "\n");
            return id;
        } catch (IOException e) {
            throw new Failure("the state folder " + stateDir.toAbsolutePath() + " can't be written (" + e + ").",
                    "Set TOCSIN_STATE_DIR to a folder that survives restarts.", e);
        }
    }
}
