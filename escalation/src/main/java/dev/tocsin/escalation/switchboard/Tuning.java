package dev.tocsin.escalation.switchboard;

import java.util.List;

import dev.tocsin.escalation.calendar.Calendar;
import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.suppression.SuppressionRule;

/** Everything people have told Tocsin about what to tell whom, as it stands now. */
public record Tuning(List<SuppressionRule> suppressions, Calendar calendar, Observe observe, Routing routing,
        Limits limits) {

    public Tuning {
        suppressions = List.copyOf(suppressions);
    }

    /** No document at all. */
    public static Tuning of(Routing routing) {
        return new Tuning(List.of(), Calendar.EMPTY, Observe.NOWHERE, routing, Limits.DEFAULT);
    }

    public Tuning with(SuppressionRule... rules) {
        return new Tuning(List.of(rules), calendar, observe, routing, limits);
    }

    public Tuning with(Calendar other) {
        return new Tuning(suppressions, other, observe, routing, limits);
    }

    public Tuning with(Observe other) {
        return new Tuning(suppressions, calendar, other, routing, limits);
    }

    public Tuning with(Routing other) {
        return new Tuning(suppressions, calendar, observe, other, limits);
    }
}
