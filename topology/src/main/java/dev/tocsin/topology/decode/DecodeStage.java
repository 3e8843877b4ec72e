package dev.tocsin.topology.decode;

import java.time.Duration;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

import dev.tocsin.topology.Counts;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.clock.SampleAges;
import dev.tocsin.topology.map.MapsInForce;

/**
 * The decode stage of one source topic and what it needs.
 *
 * @param maps what becomes of foreign telemetry
 * @param keyed the topic is keyed by service with the default partitioner: samples go on without a re-key
 * @param ages told the time of each sample
 * @param longestHold a record that still waits for the registry after this is given back uncommitted
 */
public record DecodeStage(String topic, Decoder decoder, MapsInForce maps, boolean keyed, SampleChecks checks,
        Duration longestHold,
        Holds holds, InputLag lag, Progress progress,
        SampleAges ages, Counts counts) implements ProcessorSupplier<byte[], byte[], String, Decoded> {

    @Override
    public Processor<byte[], byte[], String, Decoded> get() {
        return new DecodeProcessor(this);
    }

    void count(String outcome) {
        counts.count("tocsin_records", outcome);
    }

    void count(String outcome, int times) {
        counts.count("tocsin_records", outcome, times);
    }
}
