package dev.tocsin.topology.config.spec;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Absent;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.AtLeast.Form;
import dev.tocsin.escalation.rule.Contiguity;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Step;
import dev.tocsin.escalation.rule.Terms;
import dev.tocsin.escalation.rule.Where;

/** Reads one step of an {@code EscalationRule}. */
final class StepReader {

    private static final List<String> NOT_OF_AN_ABSENCE = List.of("within", "count", "contiguity", "as", "where");

    private StepReader() {}

    static Optional<Step> read(Field field) {
        Tier tier = field.at("tier").as(name -> Tier.valueOf(name.toUpperCase(Locale.ROOT))).orElse(Tier.NONE);
        if (field.has("absent")) {
            return absent(field, tier);
        }
        Duration within = field.at("within").duration().orElse(null);
        return terms(field).flatMap(terms -> field.has("signal")
                ? field.attempt(() -> new SignalStep(signal(field.at("signal")), within, tier, terms))
                : several(field, within, tier, terms));
    }

    private static Optional<Step> several(Field field, @Nullable Duration within, Tier tier, Terms terms) {
        Form form = field.has("any_of") ? Form.ANY_OF : field.has("all_of") ? Form.ALL_OF : Form.AT_LEAST;
        List<String> signals = field.at(form.field()).items().stream().map(StepReader::signal).toList();
        int atLeast = switch (form) {
            case ANY_OF -> 1;
            case ALL_OF -> signals.size();
            case AT_LEAST -> field.at("at_least").value().asInt();
        };
        return field.attempt(() -> new AtLeast(form, atLeast, signals, within, tier, terms));
    }

    private static Optional<Step> absent(Field field, Tier tier) {
        NOT_OF_AN_ABSENCE.stream()
                .filter(field::has)
                .forEach(name -> field.at(name).problem("doesn't go with 'absent'"));
        Absent.OnNoData onNoData = field.at("on_no_data")
                .as(name -> Absent.OnNoData.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(Absent.OnNoData.FIRE);
        return field.at("for").duration().flatMap(lasting -> field.attempt(
                () -> new Absent(signal(field.at("absent")), lasting, onNoData, tier)));
    }

    private static Optional<Terms> terms(Field field) {
        Duration lasting = field.at("for").duration().orElse(null);
        String as = field.has("as") ? field.at("as").text() : null;
        Optional<Where> where = where(field.at("where"));
        return field.attempt(() -> new Terms(field.at("count").value().asInt(1), lasting,
                contiguity(field.at("contiguity")), as, where.orElse(null)));
    }

    private static Optional<Where> where(Field field) {
        for (Where.Relation relation : Where.Relation.values()) {
            Field of = field.at(relation.name().toLowerCase(Locale.ROOT));
            if (of.present()) {
                return field.attempt(() -> new Where(relation, of.text(), field.at("max_hops").value().asInt(1)));
            }
        }
        return Optional.empty();
    }

    static @Nullable Contiguity contiguity(Field field) {
        return field.as(name -> Contiguity.valueOf(name.toUpperCase(Locale.ROOT))).orElse(null);
    }

    private static String signal(Field field) {
        return EscalationRuleReader.signal(field);
    }
}
