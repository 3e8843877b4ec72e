package dev.tocsin.topology.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.tocsin.escalation.pack.DefaultPack;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.Signals;
import dev.tocsin.topology.config.spec.ChangeSignals;
import dev.tocsin.topology.config.spec.Content;

/**
 * What holds in one namespace: what ships, over it the documents of all namespaces, over them the namespace's own; of
 * two documents of a scope that say the same name the one whose own name comes later.
 *
 * @param namespace {@link DocumentKey#ALL} for those in which no document of their own speaks
 */
record Scope(String namespace, Signals signals, Collection<EscalationRule> rules) {

    static Scope of(String namespace, SortedMap<DocumentKey, Content> documents) {
        List<Content> layers = new ArrayList<>(of(DocumentKey.ALL, documents.entrySet()));
        if (!namespace.equals(DocumentKey.ALL)) {
            layers.addAll(of(namespace, documents.entrySet()));
        }
        Signals signals = Signals.builtIn().with(ChangeSignals.all());
        Map<String, EscalationRule> rules = new TreeMap<>();
        DefaultPack.RULES.forEach(rule -> rules.put(rule.name(), rule));
        List<Signal> defined = new ArrayList<>();
        for (Content layer : layers) {
            switch (layer) {
                case Content.Definitions(List<Signal> more) -> defined.addAll(more);
                case Content.Rule(EscalationRule rule) -> rules.put(rule.name(), rule);
                case Content.RuleOff(String name) -> rules.remove(name);
                case Content.Quieting _,Content.Planned _,Content.Mapping _,Content.Dependencies _,Content.Owned _,Content.Routed _,Content.Judging _ ->
                    {
                    }
            }
        }
        return new Scope(namespace, signals.with(defined), List.copyOf(rules.values()));
    }

    private static List<Content> of(String namespace, Collection<Map.Entry<DocumentKey, Content>> documents) {
        return documents.stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace))
                .<Content>map(Map.Entry::getValue)
                .toList();
    }
}
