package dev.tocsin.escalation.suppression;

import java.util.Locale;

/**
 * A pattern of names in which {@code *} stands for any run of characters and {@code ?} for one. Case matters.
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

    /** Greedy, with the last star as the one point of return: never exponential. */
    public boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
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

    /** Whether it matches whatever the other matches, as far as can be seen by their words. */
    public boolean covers(Glob other) {
        if (pattern.equals(other.pattern) || pattern.equals("*")) {
            return true;
        }
        int wild = other.firstWildcard();
        if (wild == other.pattern.length()) {
            return matches(other.pattern);
        }
        int last = pattern.length() - 1;
        return firstWildcard() == last && pattern.charAt(last) == '*'
                && other.pattern.substring(0, wild).startsWith(pattern.substring(0, last));
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

    /** The same for names in lower case. */
    public Glob lowered() {
        return new Glob(pattern.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return pattern;
    }
}
