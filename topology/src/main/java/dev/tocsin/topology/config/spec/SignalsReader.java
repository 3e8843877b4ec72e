package dev.tocsin.topology.config.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.tocsin.escalation.signal.Comparison;
import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.ExpectedAfter;
import dev.tocsin.escalation.signal.Globs;
import dev.tocsin.escalation.signal.MetricTest;
import dev.tocsin.escalation.signal.Scale;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;

/** Reads the spec of a {@code Signals} document. */
final class SignalsReader {

    private static final List<String> TEST_FIELDS = List.of("level", "direction", "value", "times", "scale");

    private SignalsReader() {}

    static Content.Definitions read(Field spec) {
        List<Signal> signals = new ArrayList<>();
        spec.entries().forEach(entry -> signal(entry.getKey(), entry.getValue()).ifPresent(signals::add));
        return new Content.Definitions(signals);
    }

    private static Optional<Signal> signal(String name, Field field) {
        if (!field.has("metric")) {
            refuse(field, List.of("except", "any"));
            refuse(field, TEST_FIELDS);
        }
        int windows = field.at("for").value().asInt(1);
        return condition(field)
                .flatMap(condition -> field.attempt(() -> new Signal(name, condition, windows,
                        expectedAfter(field.at("expected_after")).orElse(null))));
    }

    private static Optional<ExpectedAfter> expectedAfter(Field field) {
        return field.at("for").duration().flatMap(
                time -> field.attempt(() -> new ExpectedAfter(change(field.at("change").text()), time)));
    }

    private static void refuse(Field field, List<String> names) {
        names.stream().filter(field::has).forEach(name -> field.at(name).problem("goes only with 'metric'"));
    }

    private static Optional<Condition> condition(Field field) {
        if (field.has("metric")) {
            return onMetric(field);
        }
        if (field.has("change")) {
            return Optional.of(new Condition.ChangeOf(change(field.at("change").text())));
        }
        if (field.has("no_data")) {
            return Optional.of(new Condition.NoData());
        }
        if (field.has("active")) {
            return Optional.of(new Condition.Active());
        }
        return Optional.of(field.has("quiet") ? new Condition.Quiet() : new Condition.AllMetricsNormal());
    }

    private static Optional<Condition> onMetric(Field field) {
        List<Field> tests = field.has("any") ? field.at("any").items() : List.of(field);
        if (field.has("any")) {
            TEST_FIELDS.stream()
                    .filter(field::has)
                    .forEach(name -> field.at(name).problem("goes into each test of 'any', not beside it"));
        }
        List<MetricTest> any = tests.stream().map(SignalsReader::test).flatMap(Optional::stream).toList();
        if (any.size() < tests.size()) {
            return Optional.empty();
        }
        return field.attempt(() -> new Condition.OnMetric(
                new Globs(field.at("metric").texts(), field.at("except").texts()), any));
    }

    private static Optional<MetricTest> test(Field field) {
        Level level = field.at("level").as(name -> Level.valueOf(upper(name))).orElse(null);
        Direction direction = field.at("direction").as(name -> Direction.valueOf(upper(name))).orElse(null);
        Comparison value = field.at("value").as(Comparison::parse).orElse(null);
        Scale scale = field.at("scale").as(name -> Scale.valueOf(upper(name))).orElse(null);
        double times = field.at("times").value().asDouble(1);
        return field.attempt(() -> new MetricTest(level, direction, value, times, scale));
    }

    static Change.Kind change(String name) {
        return Change.Kind.valueOf(upper(name));
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
