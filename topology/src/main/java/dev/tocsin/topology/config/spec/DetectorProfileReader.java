package dev.tocsin.topology.config.spec;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.topology.profile.Base;
import dev.tocsin.topology.profile.Outside;
import dev.tocsin.topology.profile.ServiceProfile;
import dev.tocsin.topology.profile.Trial;
import dev.tocsin.topology.profile.Tuned;

/** Reads the spec of a {@code DetectorProfile}. */
final class DetectorProfileReader {

    private DetectorProfileReader() {}

    static Optional<Content.Judging> read(Field spec, Document origin) {
        List<ServiceGlob> services = ServiceGlobs.read(spec.at("match").at("service"), origin);
        Base base = spec.at("base").as(DetectorProfileReader::base).orElse(Base.STANDARD);
        List<Glob> ignored = spec.at("ignore").items().stream().map(item -> item.as(Glob::new))
                .flatMap(Optional::stream).toList();
        return spec.attempt(() -> new Content.Judging(
                new ServiceProfile(origin, services, base, tuned(spec), ignored, trial(spec),
                        outside(spec.at("outside")))));
    }

    private static Base base(String name) {
        return Base.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Tuned tuned(Field spec) {
        Field budget = spec.at("false_alarm_hours_per_day");
        return new Tuned(budget.present() ? budget.value().asDouble() : null,
                between(spec.at("half_life"), Duration.ofDays(1), Duration.ofDays(366)),
                between(spec.at("patience"), Duration.ofHours(1), Duration.ofDays(90)),
                spec.at("season").at("zone").as(Times::zone).orElse(null));
    }

    private static @Nullable Duration between(Field field, Duration least, Duration most) {
        Duration value = field.duration().orElse(null);
        if (value != null && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
            field.problem("'" + field.text() + "' must be " + words(least) + " to " + words(most));
        }
        return value;
    }

    private static String words(Duration duration) {
        if (duration.toMinutes() == 0) {
            return duration.toSeconds() + "s";
        }
        return duration.toHours() < 24 ? duration.toHours() + "h" : duration.toDays() + "d";
    }

    /** A member counts for minutes; a nightly job may be hours late. */
    private static @Nullable Outside outside(Field field) {
        if (!field.present()) {
            return null;
        }
        Outside.Use use = Outside.Use.valueOf(field.at("use").text().toUpperCase(Locale.ROOT));
        Duration late = between(field.at("late"), Duration.ofSeconds(1), Duration.ofDays(7));
        Duration usual = use == Outside.Use.MEMBER ? Duration.ofMinutes(5) : Duration.ofDays(1);
        return field.at("model").as(Glob::new).map(model -> new Outside(model, use, late == null ? usual : late))
                .orElse(null);
    }

    /** A share alone says that it is a candidate. */
    private static @Nullable Trial trial(Field spec) {
        if (!spec.at("shadow").value().asBoolean(spec.has("share"))) {
            if (spec.has("share")) {
                spec.at("share").problem("is of a candidate; leave 'shadow' out or say 'shadow: true'");
            }
            return null;
        }
        return new Trial(spec.at("share").value().asDouble(1));
    }
}
