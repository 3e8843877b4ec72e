package dev.tocsin.escalation.signal;

import java.util.List;
import java.util.Locale;

/**
 * Which metrics are meant: any name that one of {@code include} matches and none of {@code except}. A {@code *} stands
 * for any run of characters, {@code ?} for one; case doesn't matter.
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
        String name = metric.toLowerCase(Locale.ROOT);
        return include.stream().anyMatch(glob -> matches(glob, name))
                && except.stream().noneMatch(glob -> matches(glob, name));
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

    /** Greedy match with one point of return, the last star: linear in practice, never exponential. */
    private static boolean matches(String glob, String name) {
        int g = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                resume = n;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
