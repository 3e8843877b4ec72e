package dev.tocsin.schemas.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;

import dev.tocsin.schemas.registry.RegistryFailure.Incompatible;
import dev.tocsin.schemas.registry.RegistryFailure.Invalid;
import dev.tocsin.schemas.registry.RegistryFailure.NotFound;
import dev.tocsin.schemas.registry.RegistryFailure.NotFound.What;
import dev.tocsin.schemas.registry.RegistryFailure.Unreachable;

/** A registry for tests, without a network but with a switch that makes it unreachable; backward compatible. */
public final class InMemorySchemaRegistry implements SchemaRegistry {

    private static final String URL = "memory:";

    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
    private boolean down;
    private int asked;

    /** From now on every request fails as unreachable, until {@link #up()}. */
    public synchronized void down() {
        down = true;
    }

    public synchronized void up() {
        down = false;
    }

    /** How many requests there have been. */
    public synchronized int asked() {
        return asked;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        refuseInvalid(schema);
        Compatibility compatibility = check(subject, schema);
        if (!compatibility.compatible()) {
            throw new RegistryException(new Incompatible(URL, subject, compatibility.reasons().toString()));
        }
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        int id = schemas.indexOf(schema) + 1;
        List<Integer> ids = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
        if (!ids.contains(id)) {
            ids.add(id);
        }
        return id;
    }

    @Override
    public synchronized RegisteredSchema lookup(String subject, Schema schema) {
        int version = ids(subject).indexOf(schemas.indexOf(schema) + 1) + 1;
        if (version == 0) {
            throw notFound(What.SCHEMA, "schema " + schema.getFullName() + " under " + subject);
        }
        return version(subject, version);
    }

    @Override
    public synchronized Schema schema(int id) {
        request();
        if (id < 1 || id > schemas.size()) {
            throw notFound(What.SCHEMA, "schema with id " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public synchronized RegisteredSchema latest(String subject) {
        return version(subject, ids(subject).size());
    }

    @Override
    public synchronized RegisteredSchema version(String subject, int version) {
        List<Integer> ids = ids(subject);
        if (version < 1 || version > ids.size()) {
            throw notFound(What.VERSION, "version " + version + " of subject " + subject);
        }
        int id = ids.get(version - 1);
        return new RegisteredSchema(subject, version, id, schemas.get(id - 1));
    }

    @Override
    public synchronized List<Integer> versions(String subject) {
        return IntStream.rangeClosed(1, ids(subject).size()).boxed().toList();
    }

    @Override
    public synchronized List<String> subjects() {
        request();
        return List.copyOf(subjects.keySet());
    }

    @Override
    public synchronized Compatibility check(String subject, Schema schema) {
        request();
        List<Integer> ids = subjects.getOrDefault(subject, List.of());
        try {
            List<Schema> newest = ids.isEmpty() ? List.of() : List.of(schemas.get(ids.getLast() - 1));
            new SchemaValidatorBuilder().canReadStrategy().validateLatest().validate(schema, newest);
            return new Compatibility(true, List.of());
        } catch (SchemaValidationException incompatible) {
            return new Compatibility(false, List.of(String.valueOf(incompatible.getMessage())));
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private static void refuseInvalid(Schema schema) {
        try {
            new Schema.Parser().parse(schema.toString());
        } catch (SchemaParseException invalid) {
            throw new RegistryException(new Invalid(URL, "register", 42201, String.valueOf(invalid.getMessage())));
        }
    }

    private List<Integer> ids(String subject) {
        request();
        return Optional.ofNullable(subjects.get(subject))
                .orElseThrow(() -> notFound(What.SUBJECT, "subject " + subject));
    }

    private void request() {
        asked++;
        if (down) {
            throw new RegistryException(
                    new Unreachable(List.of(new Unreachable.Attempt(URL, "ConnectException: switched off"))));
        }
    }

    private static RegistryException notFound(What what, String name) {
        return new RegistryException(new NotFound(URL, what, name));
    }
}
