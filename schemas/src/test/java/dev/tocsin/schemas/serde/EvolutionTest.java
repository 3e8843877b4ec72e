package dev.tocsin.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Consumer;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.schemas.frame.Frame;
import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome.Decoded;
import dev.tocsin.schemas.registry.InMemorySchemaRegistry;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.ChangeKind;

import static org.assertj.core.api.Assertions.assertThat;

/** Records of an older and of a newer build, read by this one, and this one's by theirs. */
class EvolutionTest {

    private static final Schema NOW = WireSchema.of(ChangeEvent.class);
    private static final ChangeEvent DEPLOY = ChangeEvent.newBuilder()
            .setService("checkout")
            .setAt(Instant.ofEpochMilli(1_700_000_000_000L))
            .setKind(ChangeKind.deploy)
            .setRef("v2")
            .build();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    @Test
    void aFieldTheOlderBuildDidNotHaveGetsItsDefault() {
        // Given
        Schema older = changed(schema -> remove((ArrayNode) schema.get("fields"), "ref"));

        // When
        ChangeEvent read = read(older, record -> {
        });

        // Then
        assertThat(read.getRef()).isEmpty();
        assertThat(read.getService()).isEqualTo("checkout");
    }

    @Test
    void aFieldOnlyTheNewerBuildHasIsPassedOver() {
        // Given a field before all others, so that passing over it matters
        Schema newer = changed(schema -> ((ArrayNode) schema.get("fields")).insertObject(0)
                .put("name", "actor")
                .put("type", "string")
                .put("default", ""));

        // When
        ChangeEvent read = read(newer, record -> record.put("actor", "alice"));

        // Then
        assertThat(read).isEqualTo(ChangeEvent.newBuilder(DEPLOY).setRef("").build());
    }

    @Test
    void aKindOnlyTheNewerBuildHasIsUnknown() {
        // Given
        Schema newer = changed(schema -> ((ArrayNode) kind(schema).get("symbols")).insert(0, "migration"));

        // When
        ChangeEvent read = read(newer, record -> record.put("kind",
                new GenericData.EnumSymbol(record.getSchema().getField("kind").schema(), "migration")));

        // Then
        assertThat(read.getKind()).isEqualTo(ChangeKind.unknown);
        assertThat(read.getService()).isEqualTo("checkout");
    }

    @Test
    void anOlderBuildReadsWhatThisOneWrites() throws IOException {
        // Given a build that knew neither the field nor the kind
        Schema older = changed(schema -> {
            remove((ArrayNode) schema.get("fields"), "ref");
            ((ArrayNode) kind(schema).get("symbols")).remove(1);
        });
        byte[] frame;
        try (var serializer = new AvroSerializer<ChangeEvent>(registry, SerdeSettings.standard(), false)) {
            frame = serializer.serialize("changes", DEPLOY);
        }

        // When
        GenericRecord read = new GenericDatumReader<GenericRecord>(NOW, older).read(null, DecoderFactory.get()
                .binaryDecoder(frame, Frame.HEADER_BYTES, frame.length - Frame.HEADER_BYTES, null));

        // Then
        assertThat(read.get("service")).hasToString("checkout");
        assertThat(read.get("kind")).hasToString("unknown");
        assertThat(read.hasField("ref")).isFalse();
    }

    private ChangeEvent read(Schema writer, Consumer<GenericRecord> more) {
        GenericRecord record = new GenericData.Record(writer);
        record.put("namespace", "default");
        record.put("service", DEPLOY.getService());
        record.put("at", DEPLOY.getAt().toEpochMilli());
        record.put("kind", new GenericData.EnumSymbol(writer.getField("kind").schema(), "deploy"));
        record.put("description", "");
        if (writer.getField("ref") != null) {
            record.put("ref", "");
        }
        more.accept(record);
        byte[] frame = frame(registry.register("changes-value", writer), record);
        return ((Decoded<ChangeEvent>) FramedAvro.of(registry, ChangeEvent.class).read(frame)).record();
    }

    private static byte[] frame(int id, GenericRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[Frame.HEADER_BYTES]);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] frame = bytes.toByteArray();
        Frame.putHeader(frame, id);
        return frame;
    }

    private static Schema changed(Consumer<ObjectNode> change) {
        try {
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(NOW.toString());
            change.accept(schema);
            return new Schema.Parser().parse(schema.toString());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode kind(JsonNode schema) {
        for (JsonNode field : schema.get("fields")) {
            if (field.get("name").asText().equals("kind")) {
                return field.get("type");
            }
        }
        throw new AssertionError("no field kind");
    }

    private static void remove(ArrayNode fields, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).get("name").asText().equals(name)) {
                fields.remove(i);
                return;
            }
        }
        throw new AssertionError("no field " + name);
    }
}
