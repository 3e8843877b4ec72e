package dev.tocsin.app.score;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A window length as people write it: {@code 10s}, {@code 1m}, {@code 1h}; 1 second to 1 day. */
public final class StepConverter implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(s|m|h)");

    @Override
    public Duration convert(String value) {
        Matcher matcher = FORM.matcher(value.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value + "' isn't a step like 10s, 1m or 1h");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration step = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        if (step.isZero() || step.compareTo(Duration.ofDays(1)) > 0) {
            throw new TypeConversionException("'" + value + "' isn't within 1s and 24h");
        }
        return step;
    }
}
