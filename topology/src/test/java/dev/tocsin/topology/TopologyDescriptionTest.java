package dev.tocsin.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.topology.TopologySettings.Source;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.decode.Format;

import static org.assertj.core.api.Assertions.assertThat;

/** The topology's description is a golden file; {@code -Dtocsin.golden=write} rewrites it. */
class TopologyDescriptionTest {

    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

    @TempDir
    Path state;

    @Test
    void theTopologyIsTheOneThatWasReviewed() throws IOException {
        try (Driven bell = new Driven(state, InputLag.NONE, settings -> settings.withSources(
                List.of(settings.sources().getFirst(), new Source("otlp_metrics", Format.AUTO, false))))) {
            String description = bell.topology(InputLag.NONE, Driven.properties(state)).describe().toString();
            if ("write".equals(System.getProperty("tocsin.golden"))) {
                Files.writeString(GOLDEN, description);
            }

            assertThat(description).isEqualTo(Files.readString(GOLDEN));
        }
    }
}
