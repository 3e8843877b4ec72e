package dev.tocsin.topology.limits;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Globs;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.Signals;

/** Which names of metrics a built-in signal understands: of too many, those are of more use than others. */
public final class Understood {

    /** Beyond so many names they are looked at anew each time: a producer puts ids into them. */
    private static final int MOST_NAMES = 20_000;
    private static final List<Globs> METRICS = globs();
    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    private Understood() {}

    public static boolean metric(String name) {
        Boolean known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        boolean understood = METRICS.stream().anyMatch(globs -> globs.match(name));
        if (KNOWN.size() < MOST_NAMES) {
            KNOWN.put(name, understood);
        }
        return understood;
    }

    /** How many of some metrics. */
    public static int of(Collection<String> names) {
        return (int) names.stream().filter(Understood::metric).count();
    }

    private static List<Globs> globs() {
        Signals signals = Signals.builtIn();
        return signals.names().stream().map(signals::find).flatMap(found -> found.map(Signal::condition).stream())
                .map(condition -> condition instanceof Condition.OnMetric on ? on.metrics() : null)
                .filter(Objects::nonNull).toList();
    }
}
