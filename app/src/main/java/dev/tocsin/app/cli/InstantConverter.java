package dev.tocsin.app.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An instant with its offset. */
public final class InstantConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' isn't a time such as 2026-01-01T01:00:00Z");
        }
    }
}
