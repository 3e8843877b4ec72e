package dev.tocsin.topology.config.spec;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.AtLeast.Form;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Pattern;
import dev.tocsin.escalation.rule.Rearm;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Step;

/** Reads the spec of an {@code EscalationRule}. */
final class EscalationRuleReader {

    /** What goes into the steps of a sequence, not beside it. */
    private static final List<String> OF_A_STEP = List.of("tier", "within", "of");

    private EscalationRuleReader() {}

    static Optional<Content> read(Field spec, String name) {
        if (spec.at("disabled").value().asBoolean(false)) {
            return Optional.of(new Content.RuleOff(name));
        }
        if (!spec.has("match")) {
            spec.problem("field 'match' is missing");
            return Optional.empty();
        }
        Duration within = spec.at("within").duration().orElse(null);
        String unless = spec.has("unless") ? signal(spec.at("unless")) : null;
        Anchor anchor = spec.at("anchor").text().equals("latest") ? Anchor.LATEST : Anchor.FIRST;
        boolean sameWindow = spec.at("allow_same_window").value().asBoolean(true);
        Optional<Resolve> resolve = resolve(spec.at("resolve"));
        return pattern(spec.at("match")).flatMap(match -> resolve.flatMap(end -> spec.attempt(() -> new Content.Rule(
                new EscalationRule(name, match, within, unless, anchor, sameWindow, end, Rearm.RESOLVE)))));
    }

    private static Optional<Pattern> pattern(Field match) {
        if (!match.has("sequence")) {
            return step(match).map(step -> step);
        }
        OF_A_STEP.stream()
                .filter(match::has)
                .forEach(name -> match.at(name).problem("goes into the steps of 'sequence', not beside it"));
        List<Field> fields = match.at("sequence").items();
        List<Step> steps = fields.stream().map(EscalationRuleReader::step).flatMap(Optional::stream).toList();
        return steps.size() == fields.size() ? match.attempt(() -> new Sequence(steps)) : Optional.empty();
    }

    private static Optional<Step> step(Field field) {
        Duration within = field.at("within").duration().orElse(null);
        Tier tier = field.at("tier").as(name -> Tier.valueOf(name.toUpperCase(Locale.ROOT))).orElse(Tier.NONE);
        if (field.has("signal")) {
            return field.attempt(() -> new SignalStep(signal(field.at("signal")), within, tier));
        }
        Form form = field.has("any_of") ? Form.ANY_OF : field.has("all_of") ? Form.ALL_OF : Form.AT_LEAST;
        List<String> signals = field.at(form.field()).items().stream().map(EscalationRuleReader::signal).toList();
        int atLeast = switch (form) {
            case ANY_OF -> 1;
            case ALL_OF -> signals.size();
            case AT_LEAST -> field.at("at_least").value().asInt();
        };
        return field.attempt(() -> new AtLeast(form, atLeast, signals, within, tier));
    }

    private static Optional<Resolve> resolve(Field field) {
        String when = field.has("when") ? signal(field.at("when")) : Resolve.DEFAULT.when();
        Duration hold = field.at("hold").duration().orElse(Resolve.DEFAULT.hold());
        Duration timeout = field.at("timeout").duration().orElse(Resolve.DEFAULT.timeout());
        return field.attempt(() -> new Resolve(when, hold, timeout));
    }

    /** A signal's name, or the one that every kind of change has by itself. */
    private static String signal(Field field) {
        return field.value().isObject()
                ? ChangeSignals.name(SignalsReader.change(field.at("change").text()))
                : field.text();
    }
}
