package dev.tocsin.topology.config;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.compiler.RuleCompiler;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.Signals;
import dev.tocsin.topology.config.Standing.Edition;
import dev.tocsin.topology.config.spec.Content;
import dev.tocsin.topology.config.spec.ContentReader;

/**
 * The function from a record of the config topic to what it changes: the standing of its own document, and of every
 * rule whose signals came or went with it.
 */
public final class ConfigValidation {

    private final DocumentReader reader;

    private final @Nullable Map<String, ReceiverType> receivers;

    /** One that doesn't know which receivers there are. */
    public ConfigValidation(DocumentReader reader) {
        this(reader, null);
    }

    /** @param receivers those of the settings by name, null where nobody knows them */
    public ConfigValidation(DocumentReader reader, @Nullable Map<String, ReceiverType> receivers) {
        this.reader = reader;
        this.receivers = receivers;
    }

    /**
     * The standings that change, empty for a document that is gone.
     *
     * @param standings of all documents by key; not changed
     * @param value the record's value, null for a tombstone
     * @param version of the record, higher than any before
     * @param at the record's time
     */
    public SortedMap<String, Optional<Standing>> submit(Map<String, Standing> standings, String key,
            byte @Nullable [] value, long version, Instant at) {
        Standing before = standings.get(key);
        SortedMap<String, Standing> after = new TreeMap<>(standings);
        if (value == null) {
            after.remove(key);
        } else {
            after.put(key, standing(key, value, version, at, before, standings));
        }
        if (!defined(before).equals(defined(after.get(key)))) {
            reconsiderRules(after, at);
        }
        if (concernsRouting(before) || concernsRouting(after.get(key))) {
            noteRouting(after);
        }
        return changes(standings, after, key);
    }

    private static boolean concernsRouting(@Nullable Standing standing) {
        Edition edition = standing == null ? null : standing.inForce();
        return edition != null && switch (edition.content()) {
            case Content.Owned _,Content.Routed _,Content.Rule _,Content.RuleOff _ -> true;
            case Content.Quieting _,Content.Planned _,Content.Definitions _,Content.Mapping _,Content.Dependencies _,Content.Judging _ ->
                false;
        };
    }

    /** How routes and owners stand beside each other changes with any of them. */
    private void noteRouting(SortedMap<String, Standing> standings) {
        RoutingNotes notes = RoutingNotes.of(inForce(standings), receivers);
        standings.replaceAll((key, standing) -> {
            Edition edition = standing.inForce();
            if (edition == null || standing.state() != Standing.State.ACCEPTED) {
                return standing;
            }
            return switch (edition.content()) {
                case Content.Owned _,Content.Routed _ -> standing.noting(notes.of(edition.content()));
                default -> standing;
            };
        });
    }

    private Standing standing(String key, byte[] value, long version, Instant at, @Nullable Standing before,
            Map<String, Standing> standings) {
        return switch (edition(key, value, version, at)) {
            case Checked.Faulty<Edition>(List<Problem> problems) -> Standing.rejected(key, version, at, problems,
                    before);
            case Checked.Sound<Edition>(Edition edition) -> {
                References references = References.of(edition, signals(inForce(standings)));
                Edition last = before == null ? null : before.inForce();
                yield references.invalid()
                        ? Standing.rejected(key, version, at, references.problems(), before)
                        : settled(key, edition, references, at, last);
            }
        };
    }

    private static Standing settled(String key, Edition edition, References references, Instant at,
            @Nullable Edition last) {
        return references.problems().isEmpty()
                ? Standing.accepted(key, edition, at)
                : Standing.pending(key, edition, at, references.problems(), last);
    }

    private Checked<Edition> edition(String key, byte[] value, long version, Instant at) {
        Optional<DocumentKey> expected = DocumentKey.parse(key);
        if (expected.isEmpty()) {
            return Checked.faulty(Problem.ofDocument("the record's key isn't kind/namespace/name"));
        }
        return switch (reader.read(value)) {
            case Checked.Faulty<Document>(List<Problem> problems) -> new Checked.Faulty<>(problems);
            case Checked.Sound<Document>(Document document) -> document.key().equals(expected.get())
                    ? edition(document, version, at)
                    : Checked.faulty(Problem.ofDocument(
                            "the record's key says " + expected.get() + ", the document " + document.key()));
        };
    }

    private static Checked<Edition> edition(Document document, long version, Instant at) {
        return switch (ContentReader.read(document, version, at)) {
            case Checked.Faulty<Content>(List<Problem> problems) -> new Checked.Faulty<>(problems);
            case Checked.Sound<Content>(Content content) -> new Checked.Sound<>(
                    new Edition(document, version, at, content));
        };
    }

    /** A rule whose signals went is pending and out of force; one whose signals came is accepted. */
    private static void reconsiderRules(SortedMap<String, Standing> standings, Instant at) {
        Function<String, Signals> signals = signals(inForce(standings));
        standings.replaceAll((key, standing) -> {
            Edition newest = standing.waiting() != null ? standing.waiting() : standing.inForce();
            if (newest == null || !(newest.content() instanceof Content.Rule)) {
                return standing;
            }
            Edition last = standing.inForce();
            Edition stillGood = last != null && References.of(last, signals).problems().isEmpty() ? last : null;
            if (standing.waiting() == null && stillGood != null) {
                return standing;
            }
            return settled(key, newest, References.of(newest, signals), at, stillGood);
        });
    }

    /** What a standing adds to the signals that rules may name. */
    private static List<Signal> defined(@Nullable Standing standing) {
        Edition edition = standing == null ? null : standing.inForce();
        return edition != null && edition.content() instanceof Content.Definitions(var signals) ? signals : List.of();
    }

    /** The signals that rules of a namespace may name. */
    private static Function<String, Signals> signals(SortedMap<DocumentKey, Content> inForce) {
        Map<String, Signals> byNamespace = new HashMap<>();
        return namespace -> byNamespace.computeIfAbsent(namespace, known -> Scope.of(known, inForce).signals());
    }

    private static SortedMap<DocumentKey, Content> inForce(Map<String, Standing> standings) {
        SortedMap<DocumentKey, Content> contents = new TreeMap<>();
        standings.values().forEach(standing -> {
            Edition edition = standing.inForce();
            if (edition != null) {
                contents.put(edition.document().key(), edition.content());
            }
        });
        return contents;
    }

    private static SortedMap<String, Optional<Standing>> changes(Map<String, Standing> before,
            Map<String, Standing> after, String submitted) {
        SortedMap<String, Optional<Standing>> changes = new TreeMap<>();
        after.forEach((key, standing) -> {
            if (key.equals(submitted) || !standing.tellsTheSameAs(before.get(key))) {
                changes.put(key, Optional.of(standing));
            }
        });
        if (!after.containsKey(submitted)) {
            changes.put(submitted, Optional.empty());
        }
        return changes;
    }

    /** What a document refers to that isn't there, or isn't fit. */
    private record References(List<Problem> problems, boolean invalid) {

        static References of(Edition edition, Function<String, Signals> signals) {
            if (!(edition.content() instanceof Content.Rule(var rule))) {
                return new References(List.of(), false);
            }
            var found = RuleCompiler.check(rule, signals.apply(edition.document().key().namespace()));
            return new References(
                    found.stream().map(problem -> new Problem(problem.path(), problem.reason())).sorted().toList(),
                    found.stream().anyMatch(
                            problem -> problem.kind() == dev.tocsin.escalation.compiler.Problem.Kind.INVALID));
        }
    }
}
