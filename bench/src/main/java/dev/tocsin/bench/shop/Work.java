package dev.tocsin.bench.shop;

import java.io.IOException;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** What one tier does. */
interface Work {

    /** Answers one request; a status of 500 or above is an error. */
    Answer serve(byte[] body) throws IOException, InterruptedException;

    /** What the admin endpoint can turn, by name. */
    Map<String, DoubleConsumer> knobs();

    /** A status and a document. */
    record Answer(int status, byte[] body) {}
}
