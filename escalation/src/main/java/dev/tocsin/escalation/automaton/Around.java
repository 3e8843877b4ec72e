package dev.tocsin.escalation.automaton;

import java.util.List;

/**
 * What a service has told those around it, what it has heard of them, and what waits to be put in order.
 *
 * @param map version of the dependency map by which it told
 * @param told names of its signals that it last told as true, in order
 * @param heard signals of others that are true, by service and signal
 * @param waiting by event time
 */
public record Around(long map, List<String> told, List<Heard> heard, List<Pending> waiting) {

    public static final Around NOTHING = new Around(0, List.of(), List.of(), List.of());

    public Around {
        told = List.copyOf(told);
        heard = List.copyOf(heard);
        waiting = List.copyOf(waiting);
    }

    Around told(long byMap, List<String> signals) {
        return new Around(signals.isEmpty() && heard.isEmpty() && waiting.isEmpty() ? 0 : byMap, signals, heard,
                waiting);
    }

    Around heard(List<Heard> now) {
        return new Around(map, told, now, waiting);
    }

    Around waiting(List<Pending> later) {
        return new Around(map, told, heard, later);
    }
}
