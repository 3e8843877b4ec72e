package dev.tocsin.escalation.signal;

import java.util.List;
import java.util.Locale;

import dev.tocsin.escalation.suppression.Glob;

/**
 * Which metrics are meant: any name that one of {@code include} matches and none of {@code except}.
 *
 * @throws IllegalArgumentException if nothing is included, or a glob is blank or too long
 */
public record Globs(List<String> include, List<String> except) {

    private static final int MAX_LENGTH = 200;

    private static final int MAX_GLOBS = 64;

    public Globs {
        include = lowered("metric", include);
        except = lowered("except", except);
        if (include.isEmpty()) {
            throw new IllegalArgumentException("metric has no glob, so it names no metric");
        }
    }

    public static Globs of(String... include) {
        return new Globs(List.of(include), List.of());
    }

    public Globs except(String... globs) {
        return new Globs(include, List.of(globs));
    }

    public boolean match(String metric) {
        return include.stream().anyMatch(glob -> Glob.matches(glob, metric))
                && except.stream().noneMatch(glob -> Glob.matches(glob, metric));
    }

    private static List<String> lowered(String field, List<String> globs) {
        if (globs.size() > MAX_GLOBS) {
            throw new IllegalArgumentException(field + " has " + globs.size() + " globs, more than " + MAX_GLOBS);
        }
        for (String glob : globs) {
            if (glob.isBlank() || glob.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        field + " glob '" + glob + "' is blank or over " + MAX_LENGTH + " characters");
            }
        }
        return globs.stream().map(glob -> glob.toLowerCase(Locale.ROOT)).toList();
    }
}
