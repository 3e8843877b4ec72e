package dev.tocsin.app.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.v1.WindowVerdict;

/**
 * What the demo shows, in the order in which it happens: before anything is said, the verdicts up to then are told.
 * Thread-safe.
 */
final class Screenplay {

    private static final int WIDTH = 96;

    private final PrintStream out;
    private @Nullable Ticker ticker;

    Screenplay(PrintStream out) {
        this.out = out;
    }

    /** From now on verdicts are told too. */
    synchronized void begin(Ticker verdicts) {
        out.println(verdicts.heading());
        ticker = verdicts;
    }

    synchronized void judged(WindowVerdict verdict) {
        if (ticker != null) {
            ticker.add(verdict).ifPresent(out::println);
        }
    }

    synchronized void say(String text) {
        breakLine();
        out.println(text);
    }

    /** Wrapped, further lines indented. */
    void say(String text, int indent) {
        say(wrapped(text, indent));
    }

    /** Verdicts that wait are told; no more follow. */
    synchronized void end() {
        breakLine();
        ticker = null;
    }

    /** For whoever writes whole texts by himself. */
    PrintStream stream() {
        return new PrintStream(new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[]{(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                pass(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        }, false, StandardCharsets.UTF_8);
    }

    static String wrapped(String text, int indent) {
        var wrapped = new StringBuilder();
        int width = 0;
        for (String word : text.split("(?<=\\S) ")) {
            if (width > 0 && width + word.length() >= WIDTH) {
                wrapped.append('\n').append(" ".repeat(indent));
                width = indent;
            } else if (width > 0) {
                wrapped.append(' ');
                width++;
            }
            wrapped.append(word);
            width += word.length();
        }
        return wrapped.toString();
    }

    private synchronized void pass(byte[] bytes, int offset, int length) {
        breakLine();
        out.write(bytes, offset, length);
        out.flush();
    }

    private void breakLine() {
        Optional.ofNullable(ticker).flatMap(Ticker::breakLine).ifPresent(out::println);
    }
}
