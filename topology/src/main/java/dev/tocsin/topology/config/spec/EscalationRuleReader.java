package dev.tocsin.topology.config.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.Contiguity;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.OnUpdate;
import dev.tocsin.escalation.rule.Pattern;
import dev.tocsin.escalation.rule.Rearm;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.Step;

/** Reads the spec of an {@code EscalationRule}. */
final class EscalationRuleReader {

    /** What goes into the steps of a sequence, not beside it. */
    private static final List<String> OF_A_STEP = List.of("tier", "within", "of", "count", "for", "as",
            "where", "on_no_data");

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
        Optional<Rearm> rearm = rearm(spec.at("rearm"));
        OnUpdate onUpdate = spec.at("on_update").text().equals("reset") ? OnUpdate.RESET : OnUpdate.DRAIN;
        Contiguity contiguity = StepReader.contiguity(spec.at("contiguity"));
        String under = spec.has("group") ? spec.at("group").at("under").text() : null;
        return pattern(spec.at("match")).flatMap(match -> resolve.flatMap(end -> rearm.flatMap(again -> spec.attempt(
                () -> new Content.Rule(new EscalationRule(name, match, within, unless, anchor, sameWindow, end, again,
                        contiguity == null ? Contiguity.NEXT : contiguity, onUpdate, under))))));
    }

    private static Optional<Rearm> rearm(Field field) {
        return switch (field.text()) {
            case "", "resolve" -> Optional.of(Rearm.RESOLVE);
            case "anchor" -> Optional.of(Rearm.ANCHOR);
            default -> field.duration().flatMap(pause -> field.attempt(() -> new Rearm.After(pause)));
        };
    }

    private static Optional<Pattern> pattern(Field match) {
        if (!match.has("sequence")) {
            return StepReader.read(match).map(step -> step);
        }
        OF_A_STEP.stream()
                .filter(match::has)
                .forEach(name -> match.at(name).problem("goes into the steps of 'sequence', not beside it"));
        List<Field> fields = match.at("sequence").items();
        List<Step> steps = fields.stream().map(StepReader::read).flatMap(Optional::stream).toList();
        return steps.size() == fields.size() ? match.attempt(() -> new Sequence(steps)) : Optional.empty();
    }

    private static Optional<Resolve> resolve(Field field) {
        String when = field.has("when") ? signal(field.at("when")) : Resolve.DEFAULT.when();
        Duration hold = field.at("hold").duration().orElse(Resolve.DEFAULT.hold());
        Duration timeout = field.at("timeout").duration().orElse(Resolve.DEFAULT.timeout());
        int flapLimit = field.at("flap_limit").value().asInt(Resolve.FLAP_LIMIT);
        return field.attempt(() -> new Resolve(when, hold, timeout, flapLimit));
    }

    /** A signal's name, or the one that every kind of change has by itself. */
    static String signal(Field field) {
        return field.value().isObject()
                ? ChangeSignals.name(SignalsReader.change(field.at("change").text()))
                : field.text();
    }
}
