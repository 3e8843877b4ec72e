package dev.tocsin.topology.config.schema;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;

import dev.tocsin.topology.config.Kind;
import dev.tocsin.topology.config.Problem;

/** The JSON Schemas of all kinds (draft 2020-12), as they ship with the wire module. */
public final class DocumentSchemas {

    private static final String FOLDER = "classpath:/dev/tocsin/schemas/config/";

    private final Wording wording = new Wording(new SchemaSources());
    private final Schema envelope;
    private final Map<Kind, Schema> byKind = new EnumMap<>(Kind.class);

    public DocumentSchemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(
                        SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build()));
        envelope = load(registry, "Document");
        for (Kind kind : Kind.values()) {
            byKind.put(kind, load(registry, kind.spelling()));
        }
    }

    /** Everything in which a document differs from the schema of its kind, in the order of the paths. */
    public List<Problem> problems(JsonNode document) {
        Schema schema = Kind.of(document.path("kind").asText("")).map(byKind::get).orElse(envelope);
        TreeSet<Problem> problems = new TreeSet<>();
        schema.validate(document).forEach(error -> problems.add(wording.of(error)));
        return List.copyOf(problems);
    }

    private static Schema load(SchemaRegistry registry, String name) {
        Schema schema = registry.getSchema(SchemaLocation.of(FOLDER + name + ".schema.json"));
        schema.initializeValidators();
        return schema;
    }
}
