package dev.tocsin.notifiers.text;

/** Text brought within a limit: well-formed, without control characters, never cut inside a character. */
public final class Cut {

    private static final String ELLIPSIS = "…";
    private static final char REPLACEMENT = '\uFFFD';

    private Cut() {}

    /** The text in at most {@code max} UTF-16 units (so also in at most {@code max} code points), on one line. */
    public static String line(String text, int max) {
        return within(clean(text).replace('\n', ' '), max);
    }

    /** The text in at most {@code max} UTF-16 units; line breaks stay. */
    public static String text(String text, int max) {
        return within(clean(text), max);
    }

    /** The longest head of at most {@code max} units that ends between two characters. */
    public static String head(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max > 0 && Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end);
    }

    private static String within(String text, int max) {
        return text.length() <= max ? text : head(text, max - ELLIPSIS.length()) + ELLIPSIS;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> clean.appendCodePoint(cleaned(point)));
        return clean.toString();
    }

    private static int cleaned(int point) {
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            return REPLACEMENT;
        }
        return Character.isISOControl(point) && point != '\n' ? ' ' : point;
    }
}
