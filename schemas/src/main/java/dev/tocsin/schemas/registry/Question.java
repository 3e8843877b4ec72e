package dev.tocsin.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.schemas.registry.RegistryFailure.Forbidden;
import dev.tocsin.schemas.registry.RegistryFailure.Incompatible;
import dev.tocsin.schemas.registry.RegistryFailure.Invalid;
import dev.tocsin.schemas.registry.RegistryFailure.NotFound;
import dev.tocsin.schemas.registry.RegistryFailure.NotFound.What;
import dev.tocsin.schemas.registry.RegistryFailure.Unauthorized;
import dev.tocsin.schemas.registry.RegistryFailure.Unexpected;
import dev.tocsin.schemas.registry.RegistryFailure.WrongAddress;
import dev.tocsin.schemas.registry.Transport.Answer;

/**
 * What is being asked of a registry, in words for people; it tells an answer's JSON from its failure.
 *
 * @param action e.g. {@code register a schema of orders-value}
 * @param subject the subject it is about, or empty
 * @param object what a 404 says is missing, e.g. {@code schema with id 7}
 */
record Question(String action, String subject, String object) {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int SHOWN = 300;

    /** @throws RegistryException if the answer isn't a success, or not JSON */
    JsonNode json(Answer answer) {
        JsonNode said = parsed(answer.body());
        if (answer.status() != 200) {
            throw new RegistryException(failure(answer, said));
        }
        if (said.isMissingNode()) {
            throw new RegistryException(unexpected(answer));
        }
        return said;
    }

    /** The whole number in one field of the answer. */
    int number(Answer answer, String field) {
        JsonNode value = json(answer).path(field);
        if (!value.canConvertToInt()) {
            throw new RegistryException(unexpected(answer));
        }
        return value.asInt();
    }

    RegistryFailure unexpected(Answer answer) {
        return new Unexpected(answer.url(), action, answer.status(), shortened(answer.body()));
    }

    private RegistryFailure failure(Answer answer, JsonNode said) {
        int code = said.path("error_code").asInt(answer.status());
        String detail = shortened(said.path("message").asText(""));
        return switch (answer.status()) {
            case 401 -> new Unauthorized(answer.url());
            case 403 -> new Forbidden(answer.url(), action);
            case 404 -> switch (code) {
                case 40401 -> new NotFound(answer.url(), What.SUBJECT, "subject " + subject);
                case 40402 -> new NotFound(answer.url(), What.VERSION, object);
                case 40403 -> new NotFound(answer.url(), What.SCHEMA, object);
                default -> new WrongAddress(answer.url());
            };
            case 409 -> new Incompatible(answer.url(), subject, detail);
            case 422 -> new Invalid(answer.url(), action, code, detail);
            default -> unexpected(answer);
        };
    }

    /** Missing where the text isn't JSON, as error pages of proxies aren't. */
    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
