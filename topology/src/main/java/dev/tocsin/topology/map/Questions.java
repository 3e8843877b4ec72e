package dev.tocsin.topology.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.Input.Kind;
import dev.tocsin.topology.derive.Input.Part;
import dev.tocsin.topology.map.MetricMap.Identity;
import dev.tocsin.topology.map.Plan.Taker;
import dev.tocsin.topology.map.Plan.Use;
import dev.tocsin.topology.map.Question.Form;
import dev.tocsin.topology.map.Rule.Take;
import dev.tocsin.topology.telemetry.Attributes;

/**
 * What some maps ask of a store of series that are named and labelled as Prometheus does it: the same services and the
 * same inputs that a {@link Mapper} makes of the same series point by point, where the format doesn't say what a number
 * is.
 */
public final class Questions {

    /** A series with that label is a summary's, and no level. */
    private static final Where NO_QUANTILE = Where.of(Map.of("quantile", List.of("!*")));

    private final List<MetricMap> maps;
    private final List<Naming> namings;

    /**
     * @param maps in the order they are asked
     * @param source the topic on which the same series are live
     */
    public Questions(List<MetricMap> maps, String source) {
        this.maps = maps.stream().filter(map -> map.sources().match(source)).toList();
        this.namings = this.maps.stream().filter(map -> !map.identity().equals(Identity.NONE)).map(Naming::new)
                .toList();
    }

    /** What is asked of a metric's series, in the order the maps have it; none where no map wants them. */
    public List<Question> of(String metric) {
        List<Question> questions = new ArrayList<>();
        List<Where> taken = new ArrayList<>();
        Set<String> elsewhere = new HashSet<>();
        for (Taker taker : plan(metric).takers()) {
            boolean all = ask(metric, taker, taken, elsewhere, questions);
            if (all && taker.map().namespace().equals(MetricMap.ALL)) {
                break;
            }
            if (all) {
                elsewhere.add(taker.map().namespace());
            }
        }
        return questions;
    }

    /** The attributes that tell of which service a metric's series are. */
    public Set<String> namedBy(String metric) {
        return attributes(metric, identity -> List.of(identity.namespace(), identity.service()));
    }

    /** The attributes that tell instances of a service apart. */
    public Set<String> instancesBy(String metric) {
        return attributes(metric, identity -> List.of(identity.instance()));
    }

    /** Whose a series with such labels is; empty where they name no service, or one that can't be. */
    public Optional<ServiceId> service(String metric, Attributes labels) {
        return Optional.ofNullable(Identities.of(plan(metric).identities(), labels, labels).service());
    }

    private Plan plan(String metric) {
        return Plan.of(metric, maps, namings);
    }

    private Set<String> attributes(String metric, Function<Identity, List<List<Template>>> of) {
        Set<String> attributes = new LinkedHashSet<>();
        for (Naming naming : plan(metric).identities()) {
            naming.map().where().tests().forEach(test -> attributes.add(test.attribute()));
            of.apply(naming.map().identity()).forEach(templates -> templates
                    .forEach(template -> attributes.addAll(template.attributes())));
        }
        return attributes;
    }

    /** @return whether the map takes every series, so that none is left for the next */
    private static boolean ask(String metric, Taker taker, List<Where> taken, Set<String> elsewhere,
            List<Question> into) {
        MetricMap map = taker.map();
        List<Where> dropped = new ArrayList<>();
        List<Where> own = new ArrayList<>();
        for (Use use : taker.uses()) {
            if (use.rule().drop()) {
                dropped.add(use.series().where());
            } else {
                List<Where> unless = new ArrayList<>(taken);
                unless.addAll(dropped);
                if (unless.stream().noneMatch(Where.ANY::equals)) {
                    List<Where> where = List.of(map.where(), use.series().where());
                    forms(metric, use, (form, input, quantile) -> into.add(new Question(metric, input, use.part(), form,
                            quantile, withoutSummaries(where, use, form), unless, map.namespace(), elsewhere)));
                }
            }
            own.add(use.series().where());
        }
        boolean all = map.where().equals(Where.ANY) && (map.restDropped() || own.contains(Where.ANY));
        if (!all && map.namespace().equals(MetricMap.ALL)) {
            own.forEach(where -> taken.add(both(map.where(), where)));
            if (map.restDropped()) {
                taken.add(map.where());
            }
        }
        return all;
    }

    private static List<Where> withoutSummaries(List<Where> where, Use use, Form form) {
        boolean number = form == Form.LEVEL || form == Form.COUNTER;
        if (!number || use.part() != Part.WHOLE || use.series().take() != Take.USUAL) {
            return where;
        }
        List<Where> more = new ArrayList<>(where);
        more.add(NO_QUANTILE);
        return more;
    }

    private static Where both(Where one, Where other) {
        List<Where.Test> tests = new ArrayList<>(one.tests());
        tests.addAll(other.tests());
        return new Where(tests);
    }

    /** Told each form in which series of a metric may be what a use asks for. */
    private interface Forms {
        void form(Form form, Input input, double quantile);
    }

    private static void forms(String metric, Use use, Forms told) {
        boolean whole = use.part() == Part.WHOLE;
        boolean usual = use.series().take() == Take.USUAL;
        boolean asked = !use.rule().quantiles().isEmpty();
        boolean buckets = metric.endsWith("_bucket");
        if (whole && buckets && (asked || usual)) {
            told.form(Form.BUCKETS, use.quantiles(), Double.NaN);
        }
        if (whole && !buckets && (asked || usual)) {
            Input all = use.quantiles();
            all.quantiles().forEach(quantile -> told.form(Form.GIVEN, Input.of(
                    Input.quantileName(all.name(), quantile), all.rank(), all.factor(), Kind.LEVEL, all.within(),
                    all.over()), quantile));
        }
        Form number = number(metric, use);
        if (!asked && !(whole && buckets && usual) && number != null) {
            Input input = number == Form.LEVEL ? use.level() : use.rate();
            told.form(number, whole ? input : use.quotient(), Double.NaN);
        }
    }

    private static @Nullable Form number(String metric, Use use) {
        return switch (use.series().take()) {
            case USUAL -> Translation.counts(metric, use.rule().as()) ? Form.COUNTER : Form.LEVEL;
            case VALUE -> Form.LEVEL;
            case RATE -> Form.COUNTER;
            case COUNT, SUM, MEAN -> null;
        };
    }
}
