package dev.tocsin.schemas.registry;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.apache.avro.Schema;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.schemas.registry.RegistryFailure.NotFound;
import dev.tocsin.schemas.registry.Transport.Answer;
import dev.tocsin.schemas.registry.Transport.Ask;

/**
 * A registry behind Confluent's REST API, asked anew each time.
 *
 * <p>Source: docs.confluent.io, "Schema Registry API Reference"; Apicurio answers the same at
 * {@code /apis/ccompat/v7}.
 */
final class HttpSchemaRegistry implements SchemaRegistry {

    private final Transport transport;

    HttpSchemaRegistry(RegistrySettings settings) {
        this(new Transport(settings, Thread::sleep, RandomGenerator.getDefault()));
    }

    HttpSchemaRegistry(Transport transport) {
        this.transport = transport;
    }

    @Override
    public int register(String subject, Schema schema) {
        Question question = new Question("register a schema of " + subject, subject, "schema " + schema.getFullName());
        return question.number(post(List.of("subjects", subject, "versions"), schema, Map.of()), "id");
    }

    @Override
    public RegisteredSchema lookup(String subject, Schema schema) {
        Question question = new Question("look up a schema of " + subject, subject,
                "schema " + schema.getFullName() + " in this form under subject " + subject);
        return registered(question, post(List.of("subjects", subject), schema, Map.of()));
    }

    @Override
    public Schema schema(int id) {
        Question question = new Question("read schema " + id, "", "schema with id " + id);
        return parsed(question, get("schemas", "ids", Integer.toString(id)));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return version(subject, "latest");
    }

    @Override
    public RegisteredSchema version(String subject, int version) {
        return version(subject, Integer.toString(version));
    }

    private RegisteredSchema version(String subject, String version) {
        Question question = new Question("read version " + version + " of " + subject, subject,
                "version " + version + " of subject " + subject);
        return registered(question, get("subjects", subject, "versions", version));
    }

    @Override
    public List<Integer> versions(String subject) {
        Question question = new Question("list versions of " + subject, subject, "subject " + subject);
        return elements(question, get("subjects", subject, "versions")).map(JsonNode::asInt).toList();
    }

    @Override
    public List<String> subjects() {
        return elements(new Question("list subjects", "", "subjects"), get("subjects")).map(JsonNode::asText).toList();
    }

    @Override
    public Compatibility check(String subject, Schema schema) {
        Question question = new Question("check a schema against " + subject, subject, "subject " + subject);
        try {
            JsonNode said = question.json(post(List.of("compatibility", "subjects", subject, "versions", "latest"),
                    schema, Map.of("verbose", "true")));
            List<String> reasons = StreamSupport.stream(said.path("messages").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            return new Compatibility(said.path("is_compatible").asBoolean(), reasons);
        } catch (RegistryException failure) {
            if (failure.failure() instanceof NotFound) {
                return new Compatibility(true, List.of());
            }
            throw failure;
        }
    }

    private RegisteredSchema registered(Question question, Answer answer) {
        JsonNode said = question.json(answer);
        return new RegisteredSchema(said.path("subject").asText(), question.number(answer, "version"),
                question.number(answer, "id"), parsed(question, answer));
    }

    private Schema parsed(Question question, Answer answer) {
        return new SchemaText(question, answer).parse(reference -> question
                .json(get("subjects", reference.subject(), "versions", Integer.toString(reference.version()))));
    }

    private static Stream<JsonNode> elements(Question question, Answer answer) {
        return StreamSupport.stream(question.json(answer).spliterator(), false);
    }

    private Answer get(String... path) {
        return transport.ask(new Ask(List.of(path), Map.of(), null));
    }

    private Answer post(List<String> path, Schema schema, Map<String, String> query) {
        return transport.ask(
                new Ask(path, query, Question.JSON.createObjectNode().put("schema", schema.toString()).toString()));
    }

    @Override
    public void close() {
        transport.close();
    }
}
