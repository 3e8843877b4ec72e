package dev.tocsin.app.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.avro.Schema;

import dev.tocsin.app.registry.SchemaEvent.LevelSet;
import dev.tocsin.app.registry.SchemaEvent.Registered;

/** All subjects with their versions, and all schemas by id: the sum of events. Taking one twice changes nothing. */
final class Catalogue {

    private final NavigableMap<String, NavigableMap<Integer, Registered>> subjects = new TreeMap<>();
    private final NavigableMap<Integer, String> schemas = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel level = CompatibilityLevel.BACKWARD;

    void take(SchemaEvent event) {
        switch (event) {
            case Registered registered -> {
                subjects.computeIfAbsent(registered.subject(), _ -> new TreeMap<>())
                        .put(registered.version(), registered);
                schemas.put(registered.id(), registered.schema());
                ids.put(registered.schema(), registered.id());
            }
            case LevelSet(String subject, CompatibilityLevel set) when subject != null -> levels.put(subject, set);
            case LevelSet(_, CompatibilityLevel set) -> level = set;
        }
    }

    List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Oldest first; empty where there is no such subject. */
    List<Registered> versions(String subject) {
        NavigableMap<Integer, Registered> versions = subjects.get(subject);
        return versions == null ? List.of() : List.copyOf(versions.values());
    }

    Optional<String> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    /** Every version of every subject that is the schema of this id. */
    List<Registered> uses(int id) {
        List<Registered> uses = new ArrayList<>();
        subjects.values().forEach(versions -> versions.values()
                .stream()
                .filter(version -> version.id() == id)
                .forEach(uses::add));
        return uses;
    }

    CompatibilityLevel level(String subject) {
        return levels.getOrDefault(subject, level);
    }

    Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    CompatibilityLevel level() {
        return level;
    }

    /** What registering would make of a schema: the version that it already is, or the next one. */
    Registered next(String subject, Schema schema) {
        String text = schema.toString();
        List<Registered> versions = versions(subject);
        return find(subject, schema).orElseGet(() -> new Registered(subject,
                versions.isEmpty() ? 1 : versions.getLast().version() + 1,
                ids.getOrDefault(text, schemas.isEmpty() ? 1 : schemas.lastKey() + 1), text));
    }

    /** The version of the subject that is exactly this schema. */
    Optional<Registered> find(String subject, Schema schema) {
        String text = schema.toString();
        return versions(subject).stream().filter(version -> version.schema().equals(text)).findFirst();
    }

    /** What speaks against a schema as the subject's next version. */
    List<String> objections(String subject, Schema schema) {
        return level(subject).objections(schema, parsed(versions(subject)));
    }

    static List<Schema> parsed(List<Registered> versions) {
        return versions.stream().map(version -> new Schema.Parser().parse(version.schema())).toList();
    }
}
