package dev.tocsin.app.registry;

import java.util.ArrayList;
import java.util.List;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * Which earlier versions a subject's next one must get along with, and in which direction; Confluent's levels. "Reads"
 * is Avro's schema resolution.
 */
enum CompatibilityLevel {
    NONE(false, false, false), //
    /** The next version reads what the newest wrote. */
    BACKWARD(true, false, false), //
    BACKWARD_TRANSITIVE(true, false, true),
    /** The newest version reads what the next will write. */
    FORWARD(false, true, false), //
    FORWARD_TRANSITIVE(false, true, true),
    /** Both. */
    FULL(true, true, false), //
    FULL_TRANSITIVE(true, true, true);

    private final boolean nextReads;
    private final boolean earlierReads;
    private final boolean allVersions;

    CompatibilityLevel(boolean nextReads, boolean earlierReads, boolean allVersions) {
        this.nextReads = nextReads;
        this.earlierReads = earlierReads;
        this.allVersions = allVersions;
    }

    /** What speaks against {@code next} after {@code versions}, oldest first; empty where nothing does. */
    List<String> objections(Schema next, List<Schema> versions) {
        List<Schema> tested = allVersions || versions.isEmpty() ? versions : List.of(versions.getLast());
        List<String> objections = new ArrayList<>();
        for (Schema earlier : tested) {
            if (nextReads) {
                objections.addAll(objections(next, earlier));
            }
            if (earlierReads) {
                objections.addAll(objections(earlier, next));
            }
        }
        return objections;
    }

    private static List<String> objections(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(each -> each.getType() + " at " + each.getLocation() + ": " + each.getMessage())
                .toList();
    }
}
