package dev.tocsin.topology.config.schema;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON without mercy: one value, no duplicate keys, bounded in size and depth. */
public final class StrictJson {

    /**
     * The most bytes a document may have: a status record may carry two of them, the one in force and one that waits,
     * and has to stay below the megabyte that producers and brokers take by default.
     */
    public static final int MAX_BYTES = 400 * 1024;

    /** The deepest nesting a document may have. */
    public static final int MAX_DEPTH = 100;

    private static final int MAX_MESSAGE = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_BYTES)
                    .maxNameLength(1_000)
                    .maxNumberLength(100)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** A tree, or why there is none. */
    public sealed interface Parsed {

        /** It was JSON. */
        record Tree(JsonNode root) implements Parsed {}

        /** It wasn't. */
        record NotJson(String reason) implements Parsed {}
    }

    public static Parsed parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return new Parsed.NotJson(tooLarge(bytes.length));
        }
        try {
            JsonNode root = MAPPER.readTree(bytes);
            return root == null || root.isMissingNode() ? new Parsed.NotJson("is empty") : new Parsed.Tree(root);
        } catch (StreamConstraintsException e) {
            return new Parsed.NotJson(constraint(e));
        } catch (JsonProcessingException e) {
            return new Parsed.NotJson("isn't JSON: " + plain(e.getOriginalMessage()) + at(e.getLocation()));
        } catch (IOException e) {
            return new Parsed.NotJson("isn't JSON: " + plain(String.valueOf(e.getMessage())));
        }
    }

    /** How a document over the size limit is refused. */
    public static String tooLarge(long bytes) {
        return "has " + bytes + " bytes, more than the " + MAX_BYTES + " a document may have";
    }

    private static String constraint(StreamConstraintsException e) {
        String message = String.valueOf(e.getOriginalMessage());
        return message.contains("nesting depth")
                ? "is nested deeper than " + MAX_DEPTH + " levels"
                : "has a name or number that is too long" + at(e.getLocation());
    }

    private static String at(JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** The parser's message without what only its programmer needs. */
    private static String plain(String message) {
        String text = message.replaceAll(" \\(start marker at .*", "")
                .replaceAll("Trailing token .*", "there is more after the first value")
                .replaceAll("\\s+", " ");
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
    }
}
