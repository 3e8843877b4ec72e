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
        try (MappingIterator<JsonNode> documents = JsonReading.documents(value)) {
            while (documents.hasNextValue()) {
                read(documents.nextValue(), batch, recordMillis);
            }
        } catch (IOException torn) {
            batch.leave(LeftOut.TORN);
        }
        return batch.done();
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
