package dev.tocsin.app.demo;

/** One thing that should have happened, and whether it did. */
record Finding(boolean ok, String text) {

    @Override
    public String toString() {
        return (ok ? "✓ " : "✗ ") + text;
    }
}
