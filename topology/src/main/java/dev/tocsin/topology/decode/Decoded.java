package dev.tocsin.topology.decode;

import org.apache.kafka.common.header.Headers;

import dev.tocsin.schemas.v1.TelemetrySample;

/** What leaves the decode stage. */
public sealed interface Decoded {

    /** A sample that can be used. */
    record Usable(TelemetrySample sample) implements Decoded {}

    /** Bytes that can't, with the cause and the original size in headers. */
    record DeadLetter(byte[] bytes, Headers headers) implements Decoded {}
}
