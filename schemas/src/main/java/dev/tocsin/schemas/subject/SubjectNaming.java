package dev.tocsin.schemas.subject;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.apache.kafka.common.config.ConfigException;

/** How the subject of a record's schema is named; Confluent's three strategies. */
public enum SubjectNaming {
    /** {@code topic-value}: one kind of record per topic. */
    TOPIC_NAME("TopicNameStrategy") {
        @Override
        public String subject(String topic, boolean key, String recordName) {
            return topic + (key ? "-key" : "-value");
        }
    },
    /** {@code topic-full.name.of.Record}: several kinds per topic. */
    TOPIC_RECORD_NAME("TopicRecordNameStrategy") {
        @Override
        public String subject(String topic, boolean key, String recordName) {
            return topic + "-" + recordName;
        }
    },
    /** {@code full.name.of.Record}: one line of versions for all topics. */
    RECORD_NAME("RecordNameStrategy") {
        @Override
        public String subject(String topic, boolean key, String recordName) {
            return recordName;
        }
    };

    /** The property that names the strategy of keys. */
    public static final String KEY_PROPERTY = "key.subject.name.strategy";
    /** The property that names the strategy of values. */
    public static final String VALUE_PROPERTY = "value.subject.name.strategy";

    private static final String PACKAGE = "io.confluent.kafka.serializers.subject.";

    private final String strategy;

    SubjectNaming(String strategy) {
        this.strategy = strategy;
    }

    /** @param recordName the full name of the record */
    public abstract String subject(String topic, boolean key, String recordName);

    /**
     * Reads Confluent's class name, with or without its package.
     *
     * @throws ConfigException naming the property, if it is none of the three
     */
    public static SubjectNaming parse(String property, String text) {
        String name = text.startsWith(PACKAGE) ? text.substring(PACKAGE.length()) : text;
        return Arrays.stream(values())
                .filter(naming -> naming.strategy.equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(property, text, "must be one of " + Arrays.stream(values())
                        .map(naming -> naming.strategy)
                        .collect(Collectors.joining(", "))));
    }
}
