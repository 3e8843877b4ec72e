package dev.tocsin.escalation.automaton;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.neighbour.DependencyMap;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.rule.Where;

/**
 * What a service tells those around it: only signals that some rule asks of them, only when they begin or cease, and to
 * no more than fifty. Nobody tells on what was heard, so that a cycle in the map ends by itself.
 */
final class Gossip {

    /** The most who are told of one signal, the nearest first. */
    static final int FAN_OUT = 50;

    private final DependencyMap map;
    private final Map<String, Set<Where>> asked = new TreeMap<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Set<String> ofChanges = new TreeSet<>();

    Gossip(RuleBook rules, DependencyMap map) {
        this.map = map;
        for (Automaton rule : rules.crossing()) {
            for (Stage stage : rule.stages()) {
                if (stage.where() != null) {
                    stage.members().forEach(member -> ask(member, stage.where(), rules));
                }
            }
        }
    }

    private void ask(Stage.Member member, Where where, RuleBook rules) {
        asked.computeIfAbsent(member.name(), unseen -> new LinkedHashSet<>()).add(where);
        places.put(member.name(), member.signal());
        if (rules.signals().signal(member.signal()).ofChanges()) {
            ofChanges.add(member.name());
        }
    }

    /**
     * What is told.
     *
     * @param told names of the signals that are true now and were told so
     * @param beyond how many would have been told but for the limit
     */
    record Told(List<String> told, List<News> news, int beyond) {}

    /** Whether anybody could be told of anything a service shows. */
    boolean concerns(ServiceId service) {
        return !asked.isEmpty() && !map.isEmpty()
                && (!map.callers(service).isEmpty() || !map.callees(service).isEmpty()
                        || !map.related(service, Where.Relation.SAME_NODE, 1).isEmpty());
    }

    Told tell(Around around, Moment moment) {
        List<String> told = new ArrayList<>();
        Telling telling = new Telling(moment);
        boolean anew = around.map() != map.version();
        asked.forEach((signal, wheres) -> {
            boolean holds = moment.truth().holds(places.getOrDefault(signal, -1));
            if (ofChanges.contains(signal)) {
                telling.tell(signal, wheres, News.Standing.MOMENT, holds);
            } else if (moment.window() == null) {
                if (around.told().contains(signal)) {
                    told.add(signal);
                }
            } else {
                boolean before = around.told().contains(signal);
                telling.tell(signal, wheres, News.Standing.BEGAN, holds && (!before || anew));
                telling.tell(signal, wheres, News.Standing.CEASED, !holds && before);
                if (holds) {
                    told.add(signal);
                }
            }
        });
        return new Told(told, telling.news, telling.beyond);
    }

    /** All that was told as true ceases. */
    List<News> farewell(Around around, Moment moment) {
        Telling telling = new Telling(moment);
        around.told().forEach(signal -> telling.tell(signal, asked.getOrDefault(signal, Set.of()),
                News.Standing.CEASED, true));
        return telling.news;
    }

    long version() {
        return map.version();
    }

    private final class Telling {

        private final Moment moment;
        private final List<News> news = new ArrayList<>();
        private int beyond;

        Telling(Moment moment) {
            this.moment = moment;
        }

        void tell(String signal, Set<Where> wheres, News.Standing standing, boolean so) {
            if (!so) {
                return;
            }
            Map<ServiceId, Integer> listeners = new LinkedHashMap<>();
            wheres.forEach(where -> map.listeners(moment.service(), where.relation(), where.maxHops())
                    .forEach((listener, hops) -> listeners.merge(listener, hops, Math::min)));
            List<ServiceId> nearest = listeners.entrySet().stream()
                    .sorted(Map.Entry.<ServiceId, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey).toList();
            nearest.stream().limit(FAN_OUT).forEach(listener -> news.add(news(listener, signal, standing)));
            beyond += Math.max(0, nearest.size() - FAN_OUT);
        }

        private News news(ServiceId to, String signal, News.Standing standing) {
            int place = places.getOrDefault(signal, -1);
            NamedReading shown = place < 0 ? null : moment.truth().evidence(place);
            return new News(to, moment.service(), signal, moment.at(), standing,
                    shown == null ? null : shown.metric(),
                    shown == null ? Double.NaN : Evidence.brief(shown.reading().observed()),
                    shown == null ? Double.NaN : Evidence.brief(shown.reading().expected()),
                    Evidence.brief(moment.score()));
        }
    }
}
