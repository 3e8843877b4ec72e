package dev.tocsin.app.feedback;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;

import dev.tocsin.escalation.feedback.Feedback;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Marks as a person types them: {@code false-alarm}. */
final class MarkName implements ITypeConverter<Feedback.Kind>, Iterable<String> {

    static String of(Feedback.Kind kind) {
        return kind.label().replace('_', '-');
    }

    @Override
    public Feedback.Kind convert(String text) {
        return marks().filter(kind -> of(kind).equals(text)).findFirst().orElseThrow(
                () -> new TypeConversionException("'" + text + "' is none of " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
        return marks().map(MarkName::of).iterator();
    }

    private static Stream<Feedback.Kind> marks() {
        return Arrays.stream(Feedback.Kind.values()).filter(Feedback.Kind::isMark);
    }
}
