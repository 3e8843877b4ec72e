package dev.tocsin.schemas.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.apache.avro.Schema;

/**
 * A registry that remembers what never changes: the schema of an id, the id of a subject's schema. That an id doesn't
 * exist may change, so it is remembered for ten seconds only; that the registry couldn't be asked, not at all.
 */
final class CachedSchemaRegistry implements SchemaRegistry {

    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);
    private static final int UNKNOWN_AT_MOST = 1_000;

    private final SchemaRegistry registry;
    private final LongSupplier nanos;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Entry, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Entry, RegisteredSchema> looked = new ConcurrentHashMap<>();
    private final Map<Integer, Unknown> unknown = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Unknown> eldest) {
            return size() > UNKNOWN_AT_MOST;
        }
    };

    private record Entry(String subject, Schema schema) {}

    private record Unknown(RegistryFailure failure, long since) {}

    CachedSchemaRegistry(SchemaRegistry registry) {
        this(registry, System::nanoTime);
    }

    CachedSchemaRegistry(SchemaRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
    }

    @Override
    public int register(String subject, Schema schema) {
        Entry entry = new Entry(subject, schema);
        Integer known = ids.get(entry);
        if (known != null) {
            return known;
        }
        int id = registry.register(subject, schema);
        ids.put(entry, id);
        schemas.putIfAbsent(id, schema);
        forgetUnknown(id);
        return id;
    }

    @Override
    public RegisteredSchema lookup(String subject, Schema schema) {
        Entry entry = new Entry(subject, schema);
        RegisteredSchema known = looked.get(entry);
        if (known != null) {
            return known;
        }
        RegisteredSchema found = registry.lookup(subject, schema);
        looked.put(entry, found);
        schemas.putIfAbsent(found.id(), found.schema());
        return found;
    }

    @Override
    public Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        failIfUnknown(id);
        try {
            Schema schema = registry.schema(id);
            schemas.put(id, schema);
            return schema;
        } catch (RegistryException failure) {
            if (failure.failure().isNotFound()) {
                rememberUnknown(id, failure.failure());
            }
            throw failure;
        }
    }

    private void failIfUnknown(int id) {
        Unknown remembered;
        synchronized (unknown) {
            remembered = unknown.get(id);
        }
        if (remembered != null && nanos.getAsLong() - remembered.since() < UNKNOWN_FOR.toNanos()) {
            throw new RegistryException(remembered.failure());
        }
    }

    private void rememberUnknown(int id, RegistryFailure failure) {
        synchronized (unknown) {
            unknown.put(id, new Unknown(failure, nanos.getAsLong()));
        }
    }

    private void forgetUnknown(int id) {
        synchronized (unknown) {
            unknown.remove(id);
        }
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return registry.latest(subject);
    }

    @Override
    public RegisteredSchema version(String subject, int version) {
        return registry.version(subject, version);
    }

    @Override
    public List<Integer> versions(String subject) {
        return registry.versions(subject);
    }

    @Override
    public List<String> subjects() {
        return registry.subjects();
    }

    @Override
    public Compatibility check(String subject, Schema schema) {
        return registry.check(subject, schema);
    }

    @Override
    public void close() {
        registry.close();
    }
}
