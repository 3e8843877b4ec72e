package dev.tocsin.topology.decode;

import org.apache.kafka.common.header.Headers;

import dev.tocsin.topology.derive.Arrival;

/** What leaves the decode stage. */
public sealed interface Decoded {

    /** A service's telemetry that can be used. */
    record Usable(Arrival arrival) implements Decoded {}

    /** Bytes that can't, with the cause and the original size in headers. */
    record DeadLetter(byte[] bytes, Headers headers) implements Decoded {}
}
