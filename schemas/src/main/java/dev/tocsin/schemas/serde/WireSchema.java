package dev.tocsin.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A generated record's schema as others shall see it: without {@code avro.java.string}, which only Java's generator reads. */
public final class WireSchema {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JAVA_STRING = "avro.java.string";

    private WireSchema() {}

    public static Schema of(Class<? extends SpecificRecord> type) {
        return of(SpecificData.get().getSchema(type));
    }

    public static Schema of(Schema generated) {
        try {
            JsonNode json = JSON.readTree(generated.toString());
            strip(json);
            return new Schema.Parser().parse(json.toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Avro printed a schema that isn't JSON", impossible);
        }
    }

    /** {@code {"type":"string","avro.java.string":"String"}} loses the second field; Avro then prints it as a name. */
    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
        }
        node.forEach(WireSchema::strip);
    }
}
