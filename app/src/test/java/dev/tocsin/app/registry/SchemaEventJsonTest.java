package dev.tocsin.app.registry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.tocsin.app.registry.SchemaEvent.LevelSet;
import dev.tocsin.app.registry.SchemaEvent.Registered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SchemaEventJsonTest {

    static SchemaEvent[] events() {
        return new SchemaEvent[]{new Registered("a/\"b\"", 3, 17, "\"int\""),
                new LevelSet(null, CompatibilityLevel.NONE), new LevelSet("a", CompatibilityLevel.FULL_TRANSITIVE)};
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventComesBackAsItWas(SchemaEvent event) {
        assertThat(SchemaEventJson.read(SchemaEventJson.key(event), SchemaEventJson.value(event))).contains(event);
    }

    @Test
    void theFormIsThatOfConfluentsSchemasTopic() {
        SchemaEvent event = new Registered("s", 1, 2, "\"int\"");

        assertThat(SchemaEventJson.key(event))
                .isEqualTo("{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}");
        assertThat(SchemaEventJson.value(event)).isEqualTo(
                "{\"subject\":\"s\",\"version\":1,\"id\":2,\"schema\":\"\\\"int\\\"\",\"deleted\":false}");
    }

    @Test
    void otherKindsOfThatTopicAreIgnored() {
        assertThat(SchemaEventJson.read("{\"keytype\":\"NOOP\",\"magic\":0}", "{}")).isEmpty();
        assertThat(SchemaEventJson.read("{\"keytype\":\"SCHEMA\"}", null)).isEmpty();
    }

    @Test
    void aTornRecordIsAnErrorRatherThanAForgottenSchema() {
        assertThatIllegalArgumentException().isThrownBy(() -> SchemaEventJson.read("{\"keytype\":", "{}"))
                .withMessageContaining("isn't JSON");
    }
}
