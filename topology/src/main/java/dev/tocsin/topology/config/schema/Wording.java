package dev.tocsin.topology.config.schema;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;

import dev.tocsin.topology.config.Problem;

/** A validator's finding in words that say what to write instead. */
final class Wording {

    /** What is right where a shared definition of {@code common.schema.json} isn't met. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("duration", "a duration; write 30s, 5m, 2h or PT5M"),
            Map.entry("name", "a name; write letters, digits, '.', '_' or '-', at most 63, a letter or digit first"),
            Map.entry("namespace", "a namespace; write up to 100 characters without spaces, slashes or '*', or '*' "
                    + "alone for all"),
            Map.entry("instant", "a time with its offset; write 2026-11-27T08:00:00Z or 2026-11-27T09:00+01:00"),
            Map.entry("time", "a time; write 2026-11-27T08:00 (local to 'zone') or 2026-11-27T08:00:00Z"),
            Map.entry("bound", "a comparison; write '> 0.05', '>= 3', '< 10' or '<= 1e3'"),
            Map.entry("glob", "a pattern; write text of 1 to 200 characters, '*' for any run, '?' for one"),
            Map.entry("globs", "a pattern or a list of them; write '*latency*' or ['*cpu*', '*load*']"),
            Map.entry("text", "text of 1 to 1000 characters"),
            Map.entry("label", "one line of 1 to 200 characters"),
            Map.entry("link", "an address; write https://wiki.example/runbook"),
            Map.entry("clock", "a time of day; write 09:00"),
            Map.entry("tiers", "a tier or a list of them; write page or [notify, page]"),
            Map.entry("owner", "an owner; write text of 1 to 200 characters"),
            Map.entry("zone", "a zone; write an IANA name such as Europe/Berlin"),
            Map.entry("service", "a service; write text of 1 to 150 characters"),
            Map.entry("factor", "a factor; write a number from 1 to 1000000"),
            Map.entry("signal", "a signal; write its name, or {change: deploy}"));

    private static final int MAX_SHOWN = 60;

    private final SchemaSources sources;

    Wording(SchemaSources sources) {
        this.sources = sources;
    }

    /** The finding as a problem; {@code anyOf} and {@code oneOf} speak as a whole, not for each of their branches. */
    Problem of(Error error) {
        String path = error.getInstanceLocation().toString();
        String location = error.getSchemaLocation().toString();
        int alternative = Math.max(location.lastIndexOf("/anyOf/"), location.lastIndexOf("/oneOf/"));
        if (alternative >= 0) {
            String keyword = location.substring(0, alternative + "/anyOf".length());
            return new Problem(path, alternatives(sources.at(keyword), error.getInstanceNode()));
        }
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownField(path, error);
            case "required" -> new Problem(path, "field '" + error.getProperty() + "' is missing");
            case "dependentRequired" -> new Problem(path, "field '" + error.getArguments()[0]
                    + "' is missing; it goes with '" + error.getArguments()[1] + "'");
            case "oneOf", "anyOf" -> new Problem(path, alternatives(error.getSchemaNode(), error.getInstanceNode()));
            case "not" -> new Problem(path, "isn't supported by this version yet");
            case "propertyNames" -> new Problem(Problem.child(path, error.getProperty()), "isn't "
                    + EXPECTED.get("name"));
            default -> new Problem(path, wrongValue(error));
        };
    }

    private Problem unknownField(String path, Error error) {
        String field = error.getProperty();
        List<String> known = sources.parentOf(error.getSchemaLocation().toString())
                .path("properties")
                .properties()
                .stream()
                .filter(property -> !property.getValue().has("not"))
                .map(Map.Entry::getKey)
                .toList();
        return new Problem(Problem.child(path, field),
                "unknown field '" + shortened(field) + "'" + hint(field, known, "known here: "));
    }

    private static String hint(String word, List<String> known, String otherwise) {
        String suggestion = Suggestion.forWord(word, known);
        return suggestion.isEmpty() && !known.isEmpty() ? "; " + otherwise + String.join(", ", known) : suggestion;
    }

    private String wrongValue(Error error) {
        JsonNode value = error.getInstanceNode();
        String expected = EXPECTED.get(sources.definition(error.getSchemaLocation().toString()));
        JsonNode limit = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type" -> shown(value) + " isn't " + (expected == null ? typed(limit) : expected);
            case "enum" -> notOneOf(value, texts(limit));
            case "const" -> shown(value) + " isn't " + shown(limit) + ", the only value it can have";
            case "minItems", "maxItems" -> "has " + value.size() + " entries, "
                    + (error.getKeyword().equals("minItems") ? "fewer than " : "more than ") + limit.asText();
            case "minProperties" -> "is empty";
            case "maxProperties" -> "has " + value.size() + " fields, more than " + limit.asText();
            case "uniqueItems" -> "says the same twice";
            case "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum" -> shown(value) + " isn't "
                    + (expected == null ? range(error.getKeyword(), limit) : expected);
            default -> expected == null ? String.valueOf(error.getMessage()) : shown(value) + " isn't " + expected;
        };
    }

    private static String notOneOf(JsonNode value, List<String> known) {
        String word = value.asText("");
        return shown(value) + " isn't one of " + String.join(", ", known) + Suggestion.forWord(word, known);
    }

    private static String range(String keyword, JsonNode limit) {
        return switch (keyword) {
            case "minimum" -> "at least ";
            case "exclusiveMinimum" -> "above ";
            case "maximum" -> "at most ";
            default -> "below ";
        } + limit.asText();
    }

    /** Alternatives in our schemas are lists of fields of which one (oneOf) or some (anyOf) must be there. */
    private static String alternatives(JsonNode branches, JsonNode instance) {
        List<String> fields = StreamSupport.stream(branches.spliterator(), false)
                .map(branch -> branch.path("required").path(0).asText())
                .toList();
        List<String> present = fields.stream().filter(instance::has).toList();
        String wanted = "needs one of '" + String.join("', '", fields) + "'";
        return present.size() > 1 ? wanted + ", not '" + String.join("' and '", present) + "' together" : wanted;
    }

    private static List<String> texts(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static String typed(JsonNode types) {
        List<String> names = types.isArray() ? texts(types) : List.of(types.asText());
        return String.join(" or ", names.stream().map(Wording::article).toList());
    }

    private static String article(String type) {
        return switch (type) {
            case "string" -> "text";
            case "object" -> "a map of fields";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "null" -> "empty";
            default -> "a " + type;
        };
    }

    /** A value as a person wrote it, short enough for one line. */
    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "a map of fields";
            case ARRAY -> "a list";
            case NULL -> "nothing";
            case STRING -> "'" + shortened(value.asText()) + "'";
            default -> shortened(value.asText());
        };
    }

    private static String shortened(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return oneLine.length() <= MAX_SHOWN ? oneLine : oneLine.substring(0, MAX_SHOWN) + "…";
    }
}
