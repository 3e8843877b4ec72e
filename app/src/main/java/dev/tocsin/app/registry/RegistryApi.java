package dev.tocsin.app.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import dev.tocsin.app.registry.Refusal.RefusedException;
import dev.tocsin.app.registry.SchemaEvent.Registered;

/**
 * The requests and answers of Confluent's REST API.
 *
 * <p>Source: docs.confluent.io, "Schema Registry API Reference".
 */
final class RegistryApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final SchemaDesk desk;

    RegistryApi(SchemaDesk desk) {
        this.desk = desk;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", at -> answer(at, JSON.createObjectNode()))
                .get("/mode", at -> answer(at, JSON.createObjectNode().put("mode", "READWRITE")))
                .get("/schemas/types", at -> answer(at, array(List.of("AVRO"))))
                .get("/schemas/ids/{id}", at -> answer(at, schema(desk.schema(id(at)))))
                .get("/schemas/ids/{id}/schema", at -> answer(at, json(desk.schema(id(at)))))
                .get("/schemas/ids/{id}/versions", this::uses)
                .get("/subjects", at -> answer(at, array(desk.subjects())))
                .post("/subjects/{subject}", at -> answer(at, version(desk.lookup(subject(at), schema(at)))))
                .get("/subjects/{subject}/versions", this::versions)
                .post("/subjects/{subject}/versions", this::register)
                .get("/subjects/{subject}/versions/{version}", at -> answer(at, version(named(at))))
                .get("/subjects/{subject}/versions/{version}/schema", at -> answer(at, json(named(at).schema())))
                .post("/compatibility/subjects/{subject}/versions", at -> check(at, null))
                .post("/compatibility/subjects/{subject}/versions/{version}", at -> check(at, at.pathParam("version")))
                .get("/config", at -> answer(at, level("compatibilityLevel", desk.level())))
                .put("/config", at -> setLevel(at, null))
                .get("/config/{subject}", this::subjectLevel)
                .put("/config/{subject}", at -> setLevel(at, subject(at)))
                .exception(RefusedException.class, (refused, at) -> refuse(at, refused.refusal()));
    }

    private void register(Context at) {
        answer(at, JSON.createObjectNode().put("id", desk.register(subject(at), schema(at))));
    }

    private void versions(Context at) {
        ArrayNode versions = JSON.createArrayNode();
        desk.versions(subject(at)).forEach(each -> versions.add(each.version()));
        answer(at, versions);
    }

    private void uses(Context at) {
        ArrayNode uses = JSON.createArrayNode();
        desk.uses(id(at)).forEach(each -> uses.addObject()
                .put("subject", each.subject())
                .put("version", each.version()));
        answer(at, uses);
    }

    private void check(Context at, @Nullable String version) {
        List<String> objections = desk.objections(subject(at), version, schema(at));
        ObjectNode said = JSON.createObjectNode().put("is_compatible", objections.isEmpty());
        if ("true".equals(at.queryParam("verbose"))) {
            said.set("messages", array(objections));
        }
        answer(at, said);
    }

    private void subjectLevel(Context at) {
        boolean orGlobal = "true".equals(at.queryParam("defaultToGlobal"));
        answer(at, level("compatibilityLevel", desk.level(subject(at), orGlobal)));
    }

    private void setLevel(Context at, @Nullable String subject) {
        String name = body(at).path("compatibility").asText();
        CompatibilityLevel level;
        try {
            level = CompatibilityLevel.valueOf(name);
        } catch (IllegalArgumentException _) {
            throw Refusal.invalidLevel(name).thrown();
        }
        desk.setLevel(subject, level);
        answer(at, level("compatibility", level));
    }

    private Registered named(Context at) {
        return desk.version(subject(at), at.pathParam("version"));
    }

    private static String subject(Context at) {
        return at.pathParam("subject");
    }

    private static int id(Context at) {
        String text = at.pathParam("id");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw Refusal.noSchema(text).thrown();
        }
    }

    private static Schema schema(Context at) {
        JsonNode body = body(at);
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw Refusal.invalidSchema("only AVRO is kept here, not " + type).thrown();
        }
        if (!body.path("references").isEmpty()) {
            throw Refusal.invalidSchema("references aren't kept here; put the referenced schemas into the text")
                    .thrown();
        }
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (AvroRuntimeException | NullPointerException invalid) {
            // Avro 1.12.2 answers a type's name that it doesn't know with the latter.
            throw Refusal.invalidSchema(String.valueOf(invalid.getMessage())).thrown();
        }
    }

    private static JsonNode body(Context at) {
        try {
            return JSON.readTree(at.body());
        } catch (JsonProcessingException notJson) {
            throw Refusal.unreadable(notJson.getOriginalMessage()).thrown();
        }
    }

    private static ObjectNode schema(String text) {
        return JSON.createObjectNode().put("schema", text);
    }

    private static ObjectNode version(Registered version) {
        return JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema());
    }

    private static ObjectNode level(String field, CompatibilityLevel level) {
        return JSON.createObjectNode().put(field, level.name());
    }

    private static ArrayNode array(List<String> texts) {
        ArrayNode array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A schema was kept that isn't JSON", impossible);
        }
    }

    private static void answer(Context at, JsonNode said) {
        at.contentType(CONTENT_TYPE).result(said.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(Context at, Refusal refusal) {
        answer(at.status(refusal.status()),
                JSON.createObjectNode().put("error_code", refusal.code()).put("message", refusal.message()));
    }
}
