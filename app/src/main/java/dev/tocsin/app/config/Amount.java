package dev.tocsin.app.config;

/** How many of something, in words. */
final class Amount {

    private Amount() {}

    static String of(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
