package dev.tocsin.schemas.subject;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SubjectNamingTest {

    @ParameterizedTest
    @CsvSource({"TopicNameStrategy,t-value,t-key", "TopicRecordNameStrategy,t-a.R,t-a.R", "RecordNameStrategy,a.R,a.R",
            "io.confluent.kafka.serializers.subject.TopicNameStrategy,t-value,t-key"})
    void subjectsAreNamedAsConfluentDoes(String strategy, String value, String key) {
        // When
        SubjectNaming naming = SubjectNaming.parse(SubjectNaming.VALUE_PROPERTY, strategy);

        // Then
        assertThat(naming.subject("t", false, "a.R")).isEqualTo(value);
        assertThat(naming.subject("t", true, "a.R")).isEqualTo(key);
    }

    @Test
    void anotherStrategyIsRefusedWithTheNamesThereAre() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SubjectNaming.parse(SubjectNaming.VALUE_PROPERTY, "com.acme.Mine"))
                .withMessageContainingAll("value.subject.name.strategy", "com.acme.Mine", "TopicRecordNameStrategy");
    }
}
