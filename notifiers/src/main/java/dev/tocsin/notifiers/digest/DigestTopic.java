package dev.tocsin.notifiers.digest;

import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

import dev.tocsin.notifiers.writing.AckedWriter;

/** The digest topic, keyed by service. */
public final class DigestTopic implements Digest, AutoCloseable {

    private final String topic;
    private final Serializer<? super SpecificRecord> serializer;
    private final AckedWriter writer;

    /**
     * @param kafka client settings
     * @param serializer of {@code DigestEntry} and {@code DigestSummary}
     */
    public DigestTopic(Map<String, ?> kafka, String topic, Serializer<? super SpecificRecord> serializer) {
        this.topic = topic;
        this.serializer = serializer;
        this.writer = AckedWriter.open(kafka, "tocsin-digest");
    }

    @Override
    public Optional<String> write(String key, SpecificRecord line) {
        return writer.write(topic, null, key, line, serializer);
    }

    @Override
    public void close() {
        writer.close();
    }
}
