package dev.tocsin.topology.decode;

/** Reads one format. Never throws for anything the bytes contain; safe for use by many threads. */
@FunctionalInterface
public interface Decoder {
    Decoding decode(byte[] value);
}
