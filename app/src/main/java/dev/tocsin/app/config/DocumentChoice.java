package dev.tocsin.app.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.config.DocumentKey;
import dev.tocsin.topology.config.Kind;
import dev.tocsin.topology.config.schema.Suggestion;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which documents a command is about, written {@code KIND}, {@code KIND/NAME} or {@code KIND/NAMESPACE/NAME}; without
 * a namespace that of all namespaces is meant.
 */
record DocumentChoice(Kind kind, @Nullable String namespace, @Nullable String name) {

    boolean includes(DocumentStatus status) {
        return kind.spelling().equals(status.kind()) && (namespace == null || namespace.equals(status.namespace()))
                && (name == null || name.equals(status.name()));
    }

    @Override
    public String toString() {
        return kind.spelling() + (namespace == null ? "" : "/" + namespace) + (name == null ? "" : "/" + name);
    }

    /** As it is written on the command line; a kind in any case. */
    static final class Converter implements ITypeConverter<DocumentChoice> {

        @Override
        public DocumentChoice convert(String text) {
            List<String> parts = List.of(text.split("/", -1));
            if (parts.size() > 3 || parts.contains("")) {
                throw new TypeConversionException("'" + text + "' isn't KIND, KIND/NAME or KIND/NAMESPACE/NAME");
            }
            String name = parts.size() == 1 ? null : parts.getLast();
            String namespace = parts.size() == 3 ? parts.get(1) : name == null ? null : DocumentKey.ALL;
            return new DocumentChoice(kind(parts.getFirst()), namespace, name);
        }

        private static Kind kind(String text) {
            return Arrays.stream(Kind.values())
                    .filter(kind -> kind.spelling().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' isn't one of "
                            + String.join(", ", Kind.spellings()) + Suggestion.forWord(text, Kind.spellings())));
        }
    }
}
