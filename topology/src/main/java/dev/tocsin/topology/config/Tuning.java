package dev.tocsin.topology.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.tocsin.escalation.automaton.RuleBook;
import dev.tocsin.escalation.calendar.Calendar;
import dev.tocsin.escalation.calendar.CalendarWindow;
import dev.tocsin.escalation.compiler.Problem;
import dev.tocsin.escalation.compiler.RuleCompiler;
import dev.tocsin.escalation.neighbour.DependencyMap;
import dev.tocsin.escalation.route.Owners;
import dev.tocsin.escalation.route.Ownership;
import dev.tocsin.escalation.route.Route;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.suppression.SuppressionRule;
import dev.tocsin.topology.config.spec.Content;
import dev.tocsin.topology.map.MetricMap;
import dev.tocsin.topology.profile.ServiceProfile;

/**
 * Everything that documents in force tell the stages, as one immutable value.
 *
 * @param version rises with every change since this process started; 0 is what ships, without any document
 * @param everywhere the rules of namespaces in which no document of their own speaks
 * @param byNamespace the rules of the others
 * @param suppressions each says itself which namespace it is confined to
 * @param maps those of documents, the ones of a namespace first; those that ship come after them
 * @param routes who is told of what
 * @param owners who answers for what
 * @param dependencies who calls whom, by all documents together
 * @param profiles how which services are judged
 * @param leftOut what was in force once and can't hold beside the rest
 */
public record Tuning(long version, RuleBook everywhere, Map<String, RuleBook> byNamespace,
        List<SuppressionRule> suppressions, Calendar calendar, List<MetricMap> maps, List<Route> routes, Owners owners,
        DependencyMap dependencies, List<ServiceProfile> profiles, List<LeftOut> leftOut) {

    /** A rule that can't be compiled in a namespace, and why. */
    public record LeftOut(String namespace, String rule, List<Problem> problems) {}

    public Tuning {
        byNamespace = Map.copyOf(byNamespace);
        suppressions = List.copyOf(suppressions);
        maps = List.copyOf(maps);
        routes = List.copyOf(routes);
        profiles = List.copyOf(profiles);
        leftOut = List.copyOf(leftOut);
    }

    /** What ships: the default pack and the built-in signals. */
    public static Tuning shipped() {
        return of(0, new TreeMap<>(), List.of());
    }

    /** What documents that stand so put in force. */
    public static Tuning inForce(Collection<Standing> standings) {
        SortedMap<DocumentKey, Content> contents = new TreeMap<>();
        for (Standing standing : standings) {
            Standing.Edition edition = standing.inForce();
            if (edition != null) {
                contents.put(edition.document().key(), edition.content());
            }
        }
        return of(1, contents, List.of());
    }

    /** The rules of a namespace. */
    public RuleBook rules(String namespace) {
        return byNamespace.getOrDefault(namespace, everywhere);
    }

    /** @param before what was in force earlier, newest first: matches under way come to their end under it */
    static Tuning of(long version, SortedMap<DocumentKey, Content> documents,
            List<SortedMap<DocumentKey, Content>> before) {
        List<LeftOut> leftOut = new ArrayList<>();
        RuleBook everywhere = book(Scope.of(DocumentKey.ALL, documents), before, leftOut);
        Map<String, RuleBook> books = new TreeMap<>();
        documents.forEach((key, content) -> {
            if (!key.everywhere() && shapesRules(content)) {
                books.computeIfAbsent(key.namespace(),
                        namespace -> book(Scope.of(namespace, documents), before, leftOut));
            }
        });
        return new Tuning(version, everywhere, books, suppressions(documents.values()),
                new Calendar(planned(documents.values())), maps(documents), routes(documents.values()),
                new Owners(ownerships(documents.values())), mapped(documents.values()),
                profiles(documents.values()), leftOut);
    }

    private static boolean shapesRules(Content content) {
        return switch (content) {
            case Content.Rule _,Content.RuleOff _,Content.Definitions _ -> true;
            case Content.Quieting _,Content.Planned _,Content.Mapping _,Content.Dependencies _,Content.Owned _,Content.Routed _,Content.Judging _ ->
                false;
        };
    }

    private static RuleBook book(Scope scope, List<SortedMap<DocumentKey, Content>> before, List<LeftOut> leftOut) {
        List<EscalationRule> sound = new ArrayList<>();
        for (EscalationRule rule : scope.rules()) {
            List<Problem> problems = RuleCompiler.check(rule, scope.signals());
            if (problems.isEmpty()) {
                sound.add(rule);
            } else {
                leftOut.add(new LeftOut(scope.namespace(), rule.name(), problems));
            }
        }
        return RuleCompiler.compile(sound, scope.signals(),
                before.stream().map(documents -> Scope.of(scope.namespace(), documents))
                        .flatMap(earlier -> former(earlier, scope)).distinct().toList());
    }

    /** The rules of an earlier time that are other ones now. */
    private static Stream<RuleCompiler.Former> former(Scope earlier, Scope now) {
        return earlier.rules().stream()
                .filter(rule -> !earlier.signals().equals(now.signals()) || !now.rules().contains(rule))
                .filter(rule -> RuleCompiler.check(rule, earlier.signals()).isEmpty())
                .map(rule -> new RuleCompiler.Former(rule, earlier.signals()));
    }

    private static DependencyMap mapped(Collection<Content> contents) {
        return new DependencyMap(contents.stream()
                .filter(Content.Dependencies.class::isInstance)
                .map(content -> ((Content.Dependencies) content).part())
                .toList());
    }

    private static List<MetricMap> maps(SortedMap<DocumentKey, Content> documents) {
        return documents.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Content.Mapping)
                .sorted(Comparator.comparing(entry -> entry.getKey().everywhere()))
                .map(entry -> ((Content.Mapping) entry.getValue()).map())
                .toList();
    }

    private static List<SuppressionRule> suppressions(Collection<Content> contents) {
        return contents.stream()
                .filter(Content.Quieting.class::isInstance)
                .map(content -> ((Content.Quieting) content).rule())
                .toList();
    }

    private static List<CalendarWindow> planned(Collection<Content> contents) {
        return contents.stream()
                .filter(Content.Planned.class::isInstance)
                .map(content -> ((Content.Planned) content).window())
                .toList();
    }

    private static List<Route> routes(Collection<Content> contents) {
        return contents.stream()
                .filter(Content.Routed.class::isInstance)
                .map(content -> ((Content.Routed) content).route())
                .toList();
    }

    private static List<ServiceProfile> profiles(Collection<Content> contents) {
        return contents.stream()
                .filter(Content.Judging.class::isInstance)
                .map(content -> ((Content.Judging) content).profile())
                .toList();
    }

    private static List<Ownership> ownerships(Collection<Content> contents) {
        return contents.stream()
                .filter(Content.Owned.class::isInstance)
                .map(content -> ((Content.Owned) content).ownership())
                .toList();
    }
}
