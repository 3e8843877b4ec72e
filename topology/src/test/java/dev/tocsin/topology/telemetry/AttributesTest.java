package dev.tocsin.topology.telemetry;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AttributesTest {

    @Test
    void theyEqualAnyMapOfTheSameInAnyOrder() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("a", "1");
        one.put("b", "2");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("b", "2");
        other.put("a", "1");

        assertThat(Attributes.of(one)).isEqualTo(Attributes.of(other)).hasSameHashCodeAs(Attributes.of(other))
                .isEqualTo(new HashMap<>(one)).hasSameHashCodeAs(new HashMap<>(one))
                .isNotEqualTo(Attributes.of(Map.of("a", "1", "b", "3")));
    }

    @Test
    void ofTwoWithOneNameTheLaterHolds() {
        Attributes.Builder builder = new Attributes.Builder();
        builder.add("a", "1");
        builder.add("a", "2");
        builder.addMissing(Attributes.of(Map.of("a", "3", "b", "4")));

        assertThat(builder.build()).isEqualTo(Map.of("a", "2", "b", "4"));
        assertThat(builder.build()).isSameAs(Attributes.NONE);
    }

    @Test
    void theBuilderSaysWhenItIsFull() {
        Attributes.Builder builder = new Attributes.Builder();
        for (int i = 0; i < Attributes.MOST; i++) {
            assertThat(builder.add("k" + i, "v")).isTrue();
        }

        assertThat(builder.add("one more", "v")).isFalse();
        assertThat(builder.add("k7", "again")).isTrue();
        assertThat(builder.build()).hasSize(Attributes.MOST).containsEntry("k7", "again");
    }
}
