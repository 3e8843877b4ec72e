package dev.tocsin.schemas.registry;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a request to the Schema Registry failed. No part of it ever holds a secret: URLs are shown without credentials.
 */
public sealed interface RegistryFailure {

    /** Its name in metrics and logs. */
    String reason();

    /** What happened and what to do next, for a person. */
    String message();

    /** Whether the registry said for certain that what was asked for doesn't exist. */
    default boolean isNotFound() {
        return this instanceof NotFound;
    }

    /** 401. */
    record Unauthorized(String url) implements RegistryFailure {
        @Override
        public String reason() {
            return "unauthorized";
        }

        @Override
        public String message() {
            return "The Schema Registry at " + url + " got no credentials that it accepts (401). Set "
                    + RegistrySettings.BASIC_SOURCE + "=USER_INFO and " + RegistrySettings.BASIC_USER_INFO
                    + "=user:password, or " + RegistrySettings.BEARER_SOURCE + "=STATIC_TOKEN and "
                    + RegistrySettings.BEARER_TOKEN + ".";
        }
    }

    /** 403. */
    record Forbidden(String url, String action) implements RegistryFailure {
        @Override
        public String reason() {
            return "forbidden";
        }

        @Override
        public String message() {
            return "The Schema Registry at " + url + " knows who is asking but doesn't allow to " + action
                    + " (403). Grant it, or register the schemas beforehand and set "
                    + "auto.register.schemas=false.";
        }
    }

    /** 404 with one of the registry's own codes: 40401 subject, 40402 version, 40403 schema. */
    record NotFound(String url, What what, String name) implements RegistryFailure {

        /** What isn't there. */
        public enum What {
            SUBJECT, VERSION, SCHEMA
        }

        @Override
        public String reason() {
            return switch (what) {
                case SUBJECT -> "subject_not_found";
                case VERSION -> "version_not_found";
                case SCHEMA -> "schema_not_found";
            };
        }

        @Override
        public String message() {
            return "The Schema Registry at " + url + " has no " + name + " (404). " + switch (what) {
                case SUBJECT, VERSION -> "Register it, or check the subject name strategy.";
                case SCHEMA -> "Was it written with another registry? Register it, or check schema.registry.url.";
            };
        }
    }

    /** 404 without any of the registry's codes: something else answers there. */
    record WrongAddress(String url) implements RegistryFailure {
        @Override
        public String reason() {
            return "wrong_address";
        }

        @Override
        public String message() {
            return "No Schema Registry answers at " + url + " (404 without a registry's error code). Does "
                    + RegistrySettings.URL + " lack its path? Apicurio's is /apis/ccompat/v7.";
        }
    }

    /** 409. */
    record Incompatible(String url, String subject, String detail) implements RegistryFailure {
        @Override
        public String reason() {
            return "incompatible";
        }

        @Override
        public String message() {
            return "The Schema Registry at " + url + " refuses this schema as the next version of " + subject
                    + ": incompatible with earlier ones (409; " + detail + "). Change it compatibly (a default for "
                    + "each added or removed field), or write to another subject.";
        }
    }

    /** 422. */
    record Invalid(String url, String action, int code, String detail) implements RegistryFailure {
        @Override
        public String reason() {
            return "invalid";
        }

        @Override
        public String message() {
            return "The Schema Registry at " + url + " can't " + action + ": it calls the request invalid (" + code
                    + "; " + detail + "). Correct the schema, version or compatibility level it names.";
        }
    }

    /** The schema is there, but of another kind. */
    record NotAvro(String url, String name, String kind) implements RegistryFailure {
        @Override
        public String reason() {
            return "not_avro";
        }

        @Override
        public String message() {
            return "The Schema Registry at " + url + " has " + name + " as " + kind + ", which isn't Avro that can be "
                    + "read here. Give the topic's source the format it is written in.";
        }
    }

    /** None of the URLs answered usefully: no connection, a broken one, 429 or 5xx, after all retries. */
    record Unreachable(List<Attempt> attempts) implements RegistryFailure {

        /** The last try at one URL. */
        public record Attempt(String url, String cause) {}

        public Unreachable {
            attempts = List.copyOf(attempts);
        }

        @Override
        public String reason() {
            return "unreachable";
        }

        @Override
        public String message() {
            return "The Schema Registry can't be reached. Tried " + attempts.stream()
                    .map(attempt -> attempt.url() + " (" + attempt.cause() + ")")
                    .collect(Collectors.joining(", ")) + ". Check " + RegistrySettings.URL
                    + ", the network and that the registry runs.";
        }
    }

    /** An answer that has no place in the API. */
    record Unexpected(String url, String action, int status, String detail) implements RegistryFailure {
        @Override
        public String reason() {
            return "unexpected";
        }

        @Override
        public String message() {
            return "The Schema Registry at " + url + " gave an answer to '" + action + "' that isn't understood ("
                    + status + "; " + detail + "). Is it a Schema Registry, and of a version that speaks "
                    + "Confluent's API?";
        }
    }
}
