package dev.tocsin.deploy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboards as Grafana reads them. Whether their metrics exist, a test of the service says. */
class DashboardsTest {

    private static final int WIDTH = 24;

    @ParameterizedTest
    @ValueSource(strings = {"tocsin-health", "tocsin-services"})
    void everyPanelAsksItsDataSourceAndHasAPlaceOfItsOwn(String name) throws IOException {
        // When
        JsonNode dashboard = new ObjectMapper().readTree(Folder.text("helm/tocsin/files/" + name + ".json"));
        List<JsonNode> panels = StreamSupport.stream(dashboard.get("panels").spliterator(), false).toList();
        // Then
        assertThat(dashboard.get("uid").asText()).isEqualTo(name);
        assertThat(dashboard.at("/__inputs/0/name").asText()).isEqualTo("DS_PROMETHEUS");
        assertThat(panels).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
        Set<String> taken = new HashSet<>();
        assertThat(panels).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${DS_PROMETHEUS}");
            assertThat(panel.get("targets")).isNotEmpty()
                    .allSatisfy(target -> assertThat(target.get("expr").asText()).contains("$job"));
            place(panel.get("gridPos"), taken);
        });
    }

    private static void place(JsonNode grid, Set<String> taken) {
        for (int x = grid.get("x").asInt(); x < grid.get("x").asInt() + grid.get("w").asInt(); x++) {
            assertThat(x).isLessThan(WIDTH);
            for (int y = grid.get("y").asInt(); y < grid.get("y").asInt() + grid.get("h").asInt(); y++) {
                assertThat(taken.add(x + "," + y)).as("%d,%d is free", x, y).isTrue();
            }
        }
    }
}
