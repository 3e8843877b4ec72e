package dev.tocsin.app.settings;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.tocsin.topology.config.schema.Suggestion;

/** One reading of the settings: who was asked for, where it was found, what was wrong with it. */
final class Reading {

    static final String PREFIX = "TOCSIN_";

    /** Variables that are no settings: of the launcher, the log and the command line. */
    private static final Set<String> APART = Set.of("TOCSIN_CONFIG_FILE", "TOCSIN_DEBUG", "TOCSIN_LOG_FORMAT",
            "TOCSIN_LOG_LEVEL", "TOCSIN_JAVA_HOME", "TOCSIN_JAVA_OPTS");

    private final String file;
    private final Map<String, String> fromFile;
    private final Map<String, String> environment;
    private final References references;
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> askedVariables = new TreeSet<>();
    private final Map<String, String> shown = new TreeMap<>();
    /** Each once, though a setting may be asked for several times. */
    private final Set<String> problems = new LinkedHashSet<>();

    Reading(String file, Map<String, String> fromFile, Map<String, String> environment) {
        this.file = file;
        this.fromFile = fromFile;
        this.environment = environment;
        this.references = new References(environment);
    }

    Node root() {
        return new Node(this, "");
    }

    /** The setting's value, references resolved; the environment wins over the file. */
    Optional<String> value(String key) {
        return value(key, variable(key));
    }

    Optional<String> value(String key, String variable) {
        asked.add(key);
        askedVariables.add(variable);
        String raw = environment.getOrDefault(variable, fromFile.getOrDefault(key, "")).strip();
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        shown.put(key, References.isReference(raw) ? raw : Masking.shown(key, raw));
        try {
            return Optional.of(references.resolve(raw));
        } catch (IllegalArgumentException e) {
            problem(key, variable, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A variable that is no setting of Tocsin's. */
    Optional<String> variableOf(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** What stands in the file or the environment as a map under a key: first names, sorted. */
    Set<String> childrenInFile(String key) {
        String under = key + ".";
        Set<String> children = new TreeSet<>();
        fromFile.keySet().stream().filter(name -> name.startsWith(under))
                .forEach(name -> children.add(name.substring(under.length()).split("\\.", 2)[0]));
        return children;
    }

    Stream<String> keysInFileUnder(String key) {
        return fromFile.keySet().stream().filter(name -> name.startsWith(key + "."));
    }

    Stream<String> variablesUnder(String key) {
        return environment.keySet().stream().filter(name -> name.startsWith(variable(key) + "_"));
    }

    /** A value read by a parser that refuses by {@link IllegalArgumentException}; a refused one counts as absent. */
    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return value(key).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (IllegalArgumentException e) {
                String why = String.valueOf(e.getMessage());
                boolean named = why.contains("'" + text + "'") || Masking.isSecret(key);
                problem(key, variable(key), named ? why : "'" + text + "' " + why);
                return Optional.empty();
            }
        });
    }

    void problem(String what) {
        problems.add(what);
    }

    /** It and all below it are settings, though nobody asks for their values any more. */
    void known(String key) {
        asked.add(key);
        askedVariables.add(variable(key));
        keysInFileUnder(key).forEach(asked::add);
    }

    /** What was asked for and found, secrets masked, references as written. */
    Map<String, String> shown() {
        return new LinkedHashMap<>(shown);
    }

    void finish() {
        fromFile.keySet().stream().filter(key -> !asked.contains(key)).forEach(
                key -> problem(file + ": " + key + " isn't a setting" + Suggestion.forWord(key, asked)));
        if (!problems.isEmpty()) {
            throw new SettingsException(List.copyOf(problems));
        }
    }

    /**
     * Variables that look like settings and are none. Kubernetes sets some of a service named tocsin by itself
     * ({@code TOCSIN_PORT_8484_TCP}, {@code TOCSIN_SERVICE_HOST}), so they aren't an error.
     */
    List<String> unknownVariables() {
        return environment.keySet().stream().filter(name -> name.startsWith(PREFIX))
                .filter(name -> !askedVariables.contains(name) && !APART.contains(name))
                .filter(name -> !name.matches("TOCSIN_(SERVICE_.*|PORT(_.*)?)")).sorted()
                .map(name -> name + Suggestion.forWord(name, askedVariables)).toList();
    }

    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private void problem(String key, String variable, String what) {
        String origin = environment.containsKey(variable) ? variable : file;
        problems.add(origin + ": " + key + " " + what);
    }
}
