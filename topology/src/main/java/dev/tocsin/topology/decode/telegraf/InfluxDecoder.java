package dev.tocsin.topology.decode.telegraf;

import dev.tocsin.topology.decode.Decoder;
import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.PointBatch;
import dev.tocsin.topology.decode.Words;
import dev.tocsin.topology.telemetry.Wanted;

/** Reads influx line protocol, as many lines as a record has. A line that can't be read is left out, alone. */
public final class InfluxDecoder implements Decoder {

    private final Wanted wanted;
    private final Words words = new Words();

    public InfluxDecoder(Wanted wanted) {
        this.wanted = wanted;
    }

    @Override
    public Decoding decode(byte[] value, long recordMillis) {
        PointBatch batch = new PointBatch();
        InfluxLine line = new InfluxLine(new InfluxReader(value, words), wanted, batch, recordMillis);
        return line.readAll() ? batch.done() : new Decoding.Unreadable("empty", "the record has no line");
    }
}
