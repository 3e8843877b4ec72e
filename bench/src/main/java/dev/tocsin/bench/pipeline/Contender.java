package dev.tocsin.bench.pipeline;

import java.util.Properties;

import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;

/** An application that reads the preloaded topic, made anew for each round. */
interface Contender {

    /** Names the round's application, its topics and its state. */
    String application();

    /** Creates what it reads and writes besides the preloaded topic. */
    void prepare() throws Exception;

    Topology topology(Properties properties);

    KafkaClientSupplier clients();

    /** How many of the preloaded records it has taken in so far. */
    long consumed();

    /**
     * Looks, after the clock has stopped, whether it did what it is for.
     *
     * @throws IllegalStateException if it didn't
     */
    void verify() throws Exception;
}
