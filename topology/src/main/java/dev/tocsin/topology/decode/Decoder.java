package dev.tocsin.topology.decode;

/** Reads one format. Never throws for anything the bytes contain; safe for use by many threads. */
@FunctionalInterface
public interface Decoder {

    /** @param recordMillis the record's own time stamp, for formats in which a sample may have none */
    Decoding decode(byte[] value, long recordMillis);
}
