package dev.tocsin.topology.decode.json;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.decode.PointBatch;

/** How one kind of producer lays telemetry out in a JSON document. */
public interface JsonShape {

    /** Whether a document is of this shape, told by the fields it has. */
    boolean fits(JsonNode document);

    /** Reads a document that fits. Whatever it contains, it ends up in the batch, as points or as what was left out. */
    void read(JsonNode document, PointBatch into, long recordMillis);
}
