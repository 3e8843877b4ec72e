package dev.tocsin.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tocsin.app.settings.HttpSettings.Part;
import dev.tocsin.app.settings.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/** The compose file: what it names is there, and Tocsin understands what it is told. */
class ComposeTest {

    private final JsonNode compose;

    ComposeTest() throws IOException {
        compose = new ObjectMapper(new YAMLFactory()).readTree(Folder.text("compose.yaml"));
    }

    @Test
    void everyImageIsOfOneVersion() {
        assertThat(compose.get("services")).isNotEmpty().allSatisfy(service -> assertThat(service.at("/image").asText())
                .matches("[a-z0-9./-]+:v?[0-9]+\\.[0-9]+\\.[0-9]+"));
    }

    @Test
    void everyVariableOfTocsinsIsASettingAndTheyAreEnoughToStart() {
        // Given
        Map<String, String> environment = new HashMap<>();
        compose.at("/services/tocsin/environment").properties()
                .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
        // When
        Settings settings = Settings.load(null, environment);
        // Then
        assertThat(environment).isNotEmpty();
        assertThat(settings.given().warnings()).isEmpty();
        assertThat(settings.kafka().brokers()).containsExactly("kafka:9092");
        assertThat(settings.sources()).singleElement()
                .satisfies(source -> assertThat(compose.at("/services/telemetry-topic/command").asText())
                        .contains("--topic " + source.topic() + " "));
        assertThat(settings.http().open()).containsExactlyInAnyOrder(Part.HEALTH, Part.METRICS);
    }

    @Test
    void everyFileAndServiceItNamesIsThere() {
        for (JsonNode service : compose.get("services")) {
            texts(service.path("volumes")).stream().map(volume -> volume.split(":")[0])
                    .forEach(source -> assertThat(source.startsWith(".")
                            ? Files.exists(Folder.at(source))
                            : compose.get("volumes").has(source)).as(source).isTrue());
            service.path("depends_on").fieldNames()
                    .forEachRemaining(other -> assertThat(compose.get("services").has(other)).as(other).isTrue());
        }
        JsonNode build = compose.at("/services/tocsin/build");
        assertThat(Folder.at(build.get("context").asText()).resolve(build.get("dockerfile").asText())).exists();
    }

    @Test
    void everyPortIsForThisMachineOnly() {
        assertThat(compose.get("services")).flatExtracting(service -> texts(service.path("ports")))
                .isNotEmpty().allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }
}
