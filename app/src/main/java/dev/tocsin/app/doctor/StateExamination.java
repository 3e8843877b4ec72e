package dev.tocsin.app.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The folder of stores: writable, on a disk that survives a restart, with room. */
record StateExamination(Path folder) implements Examination {

    private static final String CHECK = "state.dir";
    private static final long ROOM_BYTES = 1L << 30;
    private static final Set<String> VOLATILE = Set.of("tmpfs", "ramfs", "overlay");
    private static final String PERSIST = "Set TOCSIN_STATE_DIR to a folder that survives restarts (a volume).";

    @Override
    public List<Diagnosis> look() {
        Path absolute = folder.toAbsolutePath();
        try {
            Files.createDirectories(absolute);
            Path trial = Files.createTempFile(absolute, "doctor", ".tmp");
            Files.delete(trial);
            FileStore store = Files.getFileStore(absolute);
            return List.of(persistence(absolute, store.type(), store.getUsableSpace()));
        } catch (IOException e) {
            return List.of(Diagnosis.fail(CHECK, absolute + " can't be written: " + e, PERSIST));
        }
    }

    static Diagnosis persistence(Path folder, String type, long freeBytes) {
        String seen = folder + " on " + type + ", " + freeBytes / (1 << 20) + " MiB free";
        if (VOLATILE.contains(type) || folder.startsWith("/tmp")) {
            return Diagnosis.warn(CHECK, seen + ": gone after a restart of the machine or container", PERSIST);
        }
        return freeBytes < ROOM_BYTES
                ? Diagnosis.warn(CHECK, seen, "Stores need about 50 KiB per service; make room.")
                : Diagnosis.ok(CHECK, seen);
    }
}
