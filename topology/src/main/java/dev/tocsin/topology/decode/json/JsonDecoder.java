package dev.tocsin.topology.decode.json;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;

import dev.tocsin.topology.decode.Decoder;
import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.decode.PointBatch;

/** Reads JSON of some shapes: one document, several on end, or a list of them. */
public final class JsonDecoder implements Decoder {

    private final List<JsonShape> shapes;

    public JsonDecoder(JsonShape... shapes) {
        this.shapes = List.of(shapes);
    }

    @Override
    public Decoding decode(byte[] value, long recordMillis) {
        PointBatch batch = new PointBatch();
        boolean any = false;
        try (MappingIterator<JsonNode> documents = JsonReading.documents(value)) {
            while (documents.hasNextValue()) {
                any = true;
                read(documents.nextValue(), batch, recordMillis);
            }
        } catch (IOException torn) {
            any = true;
            batch.leave(LeftOut.TORN);
        }
        return any ? batch.done() : new Decoding.Unreadable("empty", "the record has no document");
    }

    private void read(JsonNode document, PointBatch batch, long recordMillis) {
        Optional<JsonShape> shape = shapes.stream().filter(known -> known.fits(document)).findFirst();
        if (shape.isPresent()) {
            shape.get().read(document, batch, recordMillis);
        } else {
            batch.leave(LeftOut.UNKNOWN_FORMAT);
        }
    }
}
