package dev.tocsin.escalation.suppression;

/**
 * A pattern of names in which {@code *} stands for any run of characters and {@code ?} for one. Case
 * doesn't matter, wherever a glob stands: metrics, services and rules are meant, and their spelling differs by exporter.
 *
 * @throws IllegalArgumentException if it is blank or over 200 characters
 */
public record Glob(String pattern) {

    /** Matches every name. */
    public static final Glob ANY = new Glob("*");

    private static final int MAX_LENGTH = 200;

    public Glob {
        if (pattern.isBlank() || pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "glob '" + pattern + "' is blank or over " + MAX_LENGTH + " characters");
        }
    }

    public boolean matches(String name) {
        return matches(pattern, name);
    }

    /** Greedy, with the last star as the one point of return: never exponential. */
    public static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || same(pattern.charAt(p), name.charAt(n)))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean same(char one, char other) {
        return one == other || Character.toLowerCase(one) == Character.toLowerCase(other);
    }

    /** Whether it matches whatever the other matches, as far as can be seen by their words. */
    public boolean covers(Glob other) {
        if (pattern.equalsIgnoreCase(other.pattern) || pattern.equals("*")) {
            return true;
        }
        int wild = other.firstWildcard();
        if (wild == other.pattern.length()) {
            return matches(other.pattern);
        }
        int last = pattern.length() - 1;
        return firstWildcard() == last && pattern.charAt(last) == '*'
                && other.pattern.regionMatches(true, 0, pattern, 0, last) && last <= wild;
    }

    /** How many of its characters stand for themselves. */
    public int literals() {
        return (int) pattern.chars().filter(c -> c != '*' && c != '?').count();
    }

    private int firstWildcard() {
        int wild = 0;
        while (wild < pattern.length() && pattern.charAt(wild) != '*' && pattern.charAt(wild) != '?') {
            wild++;
        }
        return wild;
    }

    @Override
    public String toString() {
        return pattern;
    }
}
