package dev.tocsin.schemas.registry;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.schemas.registry.RegistryFailure.NotAvro;
import dev.tocsin.schemas.registry.Transport.Answer;

/** A schema as the registry tells it: its text, its kind, and references to schemas that the text only names. */
record SchemaText(Question question, Answer answer) {

    /** One version of another subject that a schema builds on. */
    record Reference(String subject, int version) {}

    /**
     * The schema itself.
     *
     * @param referenced asks the registry for a reference
     * @throws RegistryException if it is of another kind, or not Avro that can be parsed
     */
    Schema parse(Function<Reference, JsonNode> referenced) {
        JsonNode said = question.json(answer);
        String kind = said.path("schemaType").asText("AVRO");
        if (!kind.equals("AVRO")) {
            throw new RegistryException(new NotAvro(answer.url(), question.object(), kind));
        }
        if (!said.path("schema").isTextual()) {
            throw new RegistryException(question.unexpected(answer));
        }
        try {
            // Other languages' writers name and default more freely than Java's.
            Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
            learn(said, parser, referenced, new HashSet<>());
            return parser.parse(said.path("schema").asText());
        } catch (AvroRuntimeException | NullPointerException failure) {
            // Avro 1.12.2 answers a type's name that it doesn't know with the latter.
            String kindOfAvro = "Avro that can't be parsed (" + failure.getMessage() + ")";
            throw new RegistryException(new NotAvro(answer.url(), question.object(), kindOfAvro));
        }
    }

    private static void learn(JsonNode said, Schema.Parser parser, Function<Reference, JsonNode> referenced,
            Set<Reference> known) {
        for (JsonNode each : said.path("references")) {
            Reference reference = new Reference(each.path("subject").asText(), each.path("version").asInt());
            if (known.add(reference)) {
                JsonNode text = referenced.apply(reference);
                learn(text, parser, referenced, known);
                parser.parse(text.path("schema").asText());
            }
        }
    }
}
