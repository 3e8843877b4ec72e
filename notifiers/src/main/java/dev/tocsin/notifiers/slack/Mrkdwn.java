package dev.tocsin.notifiers.slack;

import dev.tocsin.notifiers.text.Cut;

/** Text made safe for Slack: escaped, so that a label holding {@code <!channel>} pings nobody, and cut after that. */
final class Mrkdwn {

    private static final String ELLIPSIS = "…";

    private Mrkdwn() {}

    /** The text on one line, escaped, in at most {@code max} characters, with no entity cut in two. */
    static String line(String text, int max) {
        return escaped(Cut.line(text, Math.max(max, 1)), max);
    }

    /** The text, escaped, in at most {@code max} characters; line breaks stay. */
    static String text(String text, int max) {
        return escaped(Cut.text(text, Math.max(max, 1)), max);
    }

    private static String escaped(String text, int max) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        int[] points = text.codePoints().toArray();
        int fits = 0;
        for (int point : points) {
            escaped.append(entity(point));
            if (escaped.length() <= max - ELLIPSIS.length()) {
                fits = escaped.length();
            }
        }
        return escaped.length() <= max ? escaped.toString() : escaped.substring(0, fits) + ELLIPSIS;
    }

    private static String entity(int point) {
        return switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(point);
        };
    }
}
