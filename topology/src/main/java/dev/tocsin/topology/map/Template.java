package dev.tocsin.topology.map;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.telemetry.Attributes;

/**
 * A text made of attributes: the name of one, or text with names in braces: {@code {k8s.cluster.name}-{team}}.
 *
 * @throws IllegalArgumentException if it is blank or names no attribute
 */
public record Template(String text) {

    private static final Pattern NAME = Pattern.compile("\\{([^{}]+)}");

    /** A piece is an attribute's name or literal text. */
    private record Piece(String text, boolean attribute) {}

    public Template {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an attribute's name is blank");
        }
        if (text.indexOf('{') >= 0 && !NAME.matcher(text).find()) {
            throw new IllegalArgumentException("'" + text + "' has a brace but names no attribute; write '{name}'");
        }
    }

    /** The names of the attributes it is made of. */
    public List<String> attributes() {
        return pieces().stream().filter(Piece::attribute).map(Piece::text).toList();
    }

    /** A template taken apart. */
    static final class Filling {

        private final List<Piece> pieces;

        private Filling(List<Piece> pieces) {
            this.pieces = List.copyOf(pieces);
        }

        /** The text with the attributes' values; null where one is missing or blank. */
        @Nullable
        String of(Attributes first, Attributes second) {
            if (pieces.size() == 1) {
                return value(pieces.getFirst(), first, second);
            }
            StringBuilder filled = new StringBuilder();
            for (Piece piece : pieces) {
                String value = value(piece, first, second);
                if (value == null) {
                    return null;
                }
                filled.append(value);
            }
            return filled.toString();
        }

        private static @Nullable String value(Piece piece, Attributes first, Attributes second) {
            if (!piece.attribute) {
                return piece.text;
            }
            String value = first.get(piece.text);
            String found = value == null || value.isBlank() ? second.get(piece.text) : value;
            return found == null || found.isBlank() ? null : found;
        }
    }

    Filling filling() {
        return new Filling(pieces());
    }

    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        int from = 0;
        while (name.find()) {
            if (name.start() > from) {
                pieces.add(new Piece(text.substring(from, name.start()), false));
            }
            pieces.add(new Piece(name.group(1), true));
            from = name.end();
        }
        if (pieces.isEmpty()) {
            pieces.add(new Piece(text, true));
        } else if (from < text.length()) {
            pieces.add(new Piece(text.substring(from), false));
        }
        return pieces;
    }
}
