package dev.tocsin.app.registry;

import java.util.List;
import java.util.Optional;

import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import dev.tocsin.app.registry.SchemaEvent.LevelSet;
import dev.tocsin.app.registry.SchemaEvent.Registered;

/**
 * Answers every question of the API from the catalogue, and changes it only by way of the log: it reads the log to its
 * end, decides, appends, and reads what it appended. So an append with an unknown end can't make an id mean two schemas.
 *
 * <p>All methods throw {@link Refusal.RefusedException} where the API answers with an error.
 */
final class SchemaDesk {

    private final SchemaLog log;
    private final Catalogue catalogue = new Catalogue();

    /** Reads the log to its end before it returns. */
    SchemaDesk(SchemaLog log) {
        this.log = log;
        log.replay(catalogue::take);
    }

    synchronized int register(String subject, Schema schema) {
        catchUp();
        Registered next = catalogue.next(subject, schema);
        if (catalogue.find(subject, schema).isPresent()) {
            return next.id();
        }
        List<String> objections = catalogue.objections(subject, schema);
        if (!objections.isEmpty()) {
            throw Refusal.incompatible(subject, objections).thrown();
        }
        append(next);
        return next.id();
    }

    synchronized Registered lookup(String subject, Schema schema) {
        existing(subject);
        return catalogue.find(subject, schema)
                .orElseThrow(() -> Refusal.noSchema("under subject '" + subject + "'").thrown());
    }

    synchronized List<String> subjects() {
        return catalogue.subjects();
    }

    synchronized List<Registered> versions(String subject) {
        return existing(subject);
    }

    /** @param version a number from 1, {@code latest} or {@code -1} for the newest */
    synchronized Registered version(String subject, String version) {
        VersionNumber number = VersionNumber.parse(version);
        List<Registered> versions = existing(subject);
        return number.of(versions).orElseThrow(() -> Refusal.noVersion(version).thrown());
    }

    synchronized String schema(int id) {
        return catalogue.schema(id).orElseThrow(() -> Refusal.noSchema(Integer.toString(id)).thrown());
    }

    synchronized List<Registered> uses(int id) {
        schema(id);
        return catalogue.uses(id);
    }

    /**
     * What speaks against a schema as the next version.
     *
     * @param version the one to compare with; null for those that the subject's level asks for
     */
    synchronized List<String> objections(String subject, @Nullable String version, Schema schema) {
        if (version == null) {
            return catalogue.objections(subject, schema);
        }
        Optional<Registered> earlier = VersionNumber.parse(version).of(catalogue.versions(subject));
        if (earlier.isEmpty() && !VersionNumber.parse(version).isNewest()) {
            existing(subject);
            throw Refusal.noVersion(version).thrown();
        }
        return catalogue.level(subject).objections(schema, Catalogue.parsed(earlier.stream().toList()));
    }

    synchronized CompatibilityLevel level() {
        return catalogue.level();
    }

    /** @param orGlobal whether a subject without a level of its own answers with the global one */
    synchronized CompatibilityLevel level(String subject, boolean orGlobal) {
        return orGlobal
                ? catalogue.level(subject)
                : catalogue.ownLevel(subject).orElseThrow(() -> Refusal.noLevel(subject).thrown());
    }

    /** @param subject null for the global level */
    synchronized void setLevel(@Nullable String subject, CompatibilityLevel level) {
        append(new LevelSet(subject, level));
    }

    private List<Registered> existing(String subject) {
        List<Registered> versions = catalogue.versions(subject);
        if (versions.isEmpty()) {
            throw Refusal.noSubject(subject).thrown();
        }
        return versions;
    }

    private void append(SchemaEvent event) {
        try {
            log.append(event);
        } catch (KafkaException failure) {
            throw Refusal.logFailed(String.valueOf(failure.getMessage())).thrown();
        }
        catchUp();
    }

    private void catchUp() {
        try {
            log.replay(catalogue::take);
        } catch (KafkaException failure) {
            throw Refusal.logFailed(String.valueOf(failure.getMessage())).thrown();
        }
    }
}
