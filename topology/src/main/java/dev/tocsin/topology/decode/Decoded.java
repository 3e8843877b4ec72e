package dev.tocsin.topology.decode;

import org.apache.kafka.common.header.Headers;

import dev.tocsin.topology.sample.Sample;

/** What leaves the decode stage. */
public sealed interface Decoded {

    /** A sample that can be used. */
    record Usable(Sample sample) implements Decoded {}

    /** Bytes that can't, with the cause and the original size in headers. */
    record DeadLetter(byte[] bytes, Headers headers) implements Decoded {}
}
