package dev.tocsin.topology.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.config.schema.DocumentSchemas;
import dev.tocsin.topology.config.schema.StrictJson;

/**
 * Reads a document from JSON and checks its structure against the JSON Schema of its kind. Where that is wrong, what its
 * values mean is looked at too as far as it can be.
 */
public final class DocumentReader {

    private final DocumentSchemas schemas;

    public DocumentReader() {
        this(new DocumentSchemas());
    }

    DocumentReader(DocumentSchemas schemas) {
        this.schemas = schemas;
    }

    /** Reads the JSON of one document, UTF-8, at most {@value StrictJson#MAX_BYTES} bytes. */
    public Checked<Document> read(byte[] json) {
        return switch (StrictJson.parse(json)) {
            case StrictJson.Parsed.Tree(JsonNode tree) -> check(tree);
            case StrictJson.Parsed.NotJson(String reason) -> Checked.faulty(Problem.ofDocument(reason));
        };
    }

    /** Checks the structure of a parsed document. */
    public Checked<Document> check(JsonNode tree) {
        List<Problem> problems = schemas.problems(tree);
        if (!problems.isEmpty()) {
            return new Checked.Faulty<>(Stream.concat(problems.stream(), FurtherProblems.of(tree, problems).stream())
                    .sorted().distinct().toList());
        }
        return new Checked.Sound<>(new Document(keyOf(tree).orElseThrow(), tree));
    }

    /** The key of a tree that looks like a document, even where the rest of it is wrong. */
    public static Optional<DocumentKey> keyOf(JsonNode tree) {
        String namespace = tree.path("namespace").asText(DocumentKey.ALL);
        return DocumentKey.parse(tree.path("kind").asText("") + "/" + namespace + "/" + tree.path("name").asText(""));
    }
}
