package dev.tocsin.schemas.frame;

import java.util.List;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Finds the way from a writer's schema to a record of this build, once per schema. */
final class Resolver<T extends SpecificRecord> {

    private final List<? extends Class<? extends T>> types;

    /** Whether, and how, records of one schema can be read. */
    sealed interface Resolution<T> {}

    record Readable<T>(DatumReader<T> reader) implements Resolution<T> {}

    record Unreadable<T>(int id, String cause) implements Resolution<T> {}

    Resolver(List<? extends Class<? extends T>> types) {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("no record to read framed Avro as");
        }
        TrustedRecords.trust();
        this.types = List.copyOf(types);
    }

    Resolution<T> resolve(int id, Schema writer) {
        if (types.size() == 1) {
            return resolve(id, writer, types.getFirst());
        }
        for (Class<? extends T> type : types) {
            if (schema(type).getFullName().equals(writer.getFullName())) {
                return resolve(id, writer, type);
            }
        }
        return new Unreadable<>(id, "schema " + id + " is " + writer.getFullName() + ", none of "
                + types.stream().map(Class::getSimpleName).toList());
    }

    private Resolution<T> resolve(int id, Schema writer, Class<? extends T> type) {
        SchemaPairCompatibility fit = SchemaCompatibility.checkReaderWriterCompatibility(schema(type), writer);
        if (fit.getType() != SchemaCompatibilityType.COMPATIBLE) {
            return new Unreadable<>(id, "schema " + id + " (" + writer.getFullName() + ") can't be read as "
                    + type.getSimpleName() + ": " + incompatibilities(fit));
        }
        return new Readable<>(new SpecificDatumReader<>(writer, schema(type), SpecificData.getForClass(type)));
    }

    private static Schema schema(Class<?> type) {
        return SpecificData.get().getSchema(type);
    }

    private static List<String> incompatibilities(SchemaPairCompatibility fit) {
        return fit.getResult()
                .getIncompatibilities()
                .stream()
                .map(each -> each.getType() + " at " + each.getLocation() + " (" + each.getMessage() + ")")
                .toList();
    }
}
