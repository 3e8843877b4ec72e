package dev.tocsin.topology.map;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.suppression.Glob;

/**
 * Which texts are meant: those that one of {@code include} matches, any where there is none, and none of
 * {@code except}. Case doesn't matter.
 */
public record Globs(List<Glob> include, List<Glob> except) {

    public static final Globs ANY = new Globs(List.of(), List.of());

    public Globs {
        include = List.copyOf(include);
        except = List.copyOf(except);
    }

    /**
     * Reads globs, of which those that begin with {@code !} must not match.
     *
     * @throws IllegalArgumentException if one is blank or over 200 characters
     */
    public static Globs parse(List<String> texts) {
        return new Globs(texts.stream().filter(text -> !text.startsWith("!")).map(Glob::new).toList(),
                texts.stream().filter(text -> text.startsWith("!")).map(text -> new Glob(text.substring(1))).toList());
    }

    /** Whether a text is meant; an absent one is where nothing asks for a presence. */
    public boolean match(@Nullable String text) {
        if (text == null) {
            return include.isEmpty();
        }
        return (include.isEmpty() || any(include, text)) && !any(except, text);
    }

    private static boolean any(List<Glob> globs, String text) {
        for (Glob glob : globs) {
            if (glob.matches(text)) {
                return true;
            }
        }
        return false;
    }
}
