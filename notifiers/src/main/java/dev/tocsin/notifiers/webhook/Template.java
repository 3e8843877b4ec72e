package dev.tocsin.notifiers.webhook;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;

/**
 * A body as people write it: a logic-less Mustache template of JSON. What is filled in is escaped as JSON text, so that
 * no name from telemetry can change the structure; unescaped tags are refused. It is tried with a full and with an empty
 * notification when it is read, so that a slip is found then and not with the first page.
 */
public final class Template {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern UNSAFE = Pattern.compile("\\{\\{\\s*([{&=>])");

    private final com.samskivert.mustache.Template compiled;

    private Template(com.samskivert.mustache.Template compiled) {
        this.compiled = compiled;
    }

    /** @throws IllegalArgumentException if it isn't a template, names what isn't there, or doesn't make JSON */
    public static Template parse(String text) {
        var unsafe = UNSAFE.matcher(text);
        if (unsafe.find()) {
            throw new IllegalArgumentException("template has '{{" + unsafe.group(1)
                    + "': unescaped values, other delimiters and partials aren't taken");
        }
        Template template;
        try {
            template = new Template(Mustache.compiler().standardsMode(false).strictSections(true).nullValue("")
                    .emptyStringIsFalse(true).withEscaper(Template::escaped).compile(text));
        } catch (MustacheException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("template isn't Mustache: " + e.getMessage(), e);
        }
        template.tryOut("a full notification", Samples.full());
        template.tryOut("a notification with nothing optional", Samples.bare());
        return template;
    }

    /** @throws IllegalStateException if what comes out isn't JSON */
    JsonNode render(Map<String, @Nullable Object> values) {
        try {
            return JSON.readTree(compiled.execute(values));
        } catch (MustacheException | IOException e) {
            throw new IllegalStateException("template doesn't make JSON: " + e.getMessage(), e);
        }
    }

    private void tryOut(String what, Map<String, @Nullable Object> sample) {
        String body;
        try {
            body = compiled.execute(sample);
        } catch (MustacheException e) {
            throw new IllegalArgumentException("template: " + e.getMessage(), e);
        }
        try {
            if (!JSON.readTree(body).isContainerNode()) {
                throw new IllegalArgumentException("template makes no JSON object or list of " + what);
            }
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new IllegalArgumentException("template makes no JSON of " + what + ": " + e.getOriginalMessage()
                    + " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr(), e);
        }
    }

    private static String escaped(String raw) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(raw));
    }
}
