package dev.tocsin.app.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.topology.config.spec.Durations;

/** One node of the settings' tree, e.g. {@code http}; every getter names a setting below it. */
record Node(Reading reading, String path) {

    Node child(String name) {
        return new Node(reading, key(name));
    }

    Optional<String> text(String name) {
        return reading.value(key(name));
    }

    /** A variable that isn't Tocsin's own, in capitals or in small letters. */
    Optional<String> variable(String name) {
        return reading.variableOf(name).or(() -> reading.variableOf(name.toLowerCase(Locale.ROOT)));
    }

    Optional<Secret> secret(String name) {
        return text(name).map(Secret::of);
    }

    <T> Optional<T> parsed(String name, Function<String, T> parser) {
        return reading.parsed(key(name), parser);
    }

    int integer(String name, int otherwise) {
        return parsed(name, Node::integer).orElse(otherwise);
    }

    Duration duration(String name, Duration otherwise) {
        return parsed(name, Durations::parse).orElse(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return parsed(name, Node::flag).orElse(otherwise);
    }

    List<String> list(String name) {
        return text(name).stream().flatMap(text -> Arrays.stream(text.split(","))).map(String::strip)
                .filter(text -> !text.isEmpty()).toList();
    }

    <T extends Enum<T>> Optional<T> choice(String name, Class<T> type) {
        return parsed(name, text -> chosen(type, text));
    }

    /** Builds the record of this node; one that refuses its values is a problem, and the default stands in for it. */
    <T> T build(Function<Node, T> builder, T otherwise) {
        try {
            return builder.apply(this);
        } catch (IllegalArgumentException e) {
            reading.problem(String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    /** What is wrong below this node. */
    void problem(String what) {
        reading.problem(path + ": " + what);
    }

    /** These are settings of this node, though what is wrong with it kept them from being read. */
    void known(List<String> names) {
        names.forEach(name -> reading.known(key(name)));
    }

    /** The names below this node in the file, and those of variables that end in one of the given settings. */
    Set<String> names(String... markings) {
        Set<String> names = new TreeSet<>(reading.childrenInFile(path));
        for (String marking : markings) {
            Pattern variable = Pattern.compile(Reading.variable(path) + "_(.+)_" + marking.toUpperCase(Locale.ROOT));
            reading.variablesUnder(path).map(variable::matcher).filter(Matcher::matches)
                    .map(match -> match.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                    .filter(name -> !known(names, name)).forEach(names::add);
        }
        return names;
    }

    /** All settings below this node, whatever their names: properties of a library, by the names it gives them. */
    Map<String, String> properties() {
        Map<String, String> keys = new TreeMap<>();
        reading.keysInFileUnder(path).forEach(key -> keys.put(key, Reading.variable(key)));
        reading.variablesUnder(path).forEach(variable -> keys.put(key(property(variable)), variable));
        Map<String, String> properties = new TreeMap<>();
        keys.forEach((key, variable) -> reading.value(key, variable)
                .ifPresent(value -> properties.put(key.substring(path.length() + 1), value)));
        return properties;
    }

    /** {@code TOCSIN_KAFKA_SASL_JAAS_CONFIG} → {@code sasl.jaas.config}; {@code __} is {@code _}, {@code ___} is {@code -}. */
    private String property(String variable) {
        return variable.substring(Reading.variable(path).length() + 1).toLowerCase(Locale.ROOT).replace("___", "-")
                .replace("__", "\0").replace('_', '.').replace('\0', '_');
    }

    private static boolean known(Collection<String> names, String name) {
        return names.stream().anyMatch(other -> Reading.variable(other).equals(Reading.variable(name)));
    }

    private String key(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("isn't a whole number", e);
        }
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static <T extends Enum<T>> T chosen(Class<T> type, String text) {
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        String all = String.join(", ", Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList());
        throw new IllegalArgumentException("is none of " + all);
    }
}
