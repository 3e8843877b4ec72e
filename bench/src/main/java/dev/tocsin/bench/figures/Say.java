package dev.tocsin.bench.figures;

import java.util.Locale;

/** What a benchmark tells while it runs: on stderr, so that stdout has the result alone. */
public final class Say {

    private Say() {}

    public static void line(String format, Object... values) {
        System.err.println(String.format(Locale.ROOT, format, values));
    }
}
