package dev.tocsin.app.warm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.topology.derive.Combine;
import dev.tocsin.topology.derive.Input.Part;
import dev.tocsin.topology.map.Globs;
import dev.tocsin.topology.map.Question;
import dev.tocsin.topology.map.Question.Form;
import dev.tocsin.topology.map.Where;

/**
 * A question as PromQL. Its answer has a series for each combination of the labels that name services; what tells
 * instances apart is combined on the server, as the live stream combines it.
 *
 * @param services labels that name services
 * @param instances labels that tell instances of a service apart
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/">Prometheus' query functions</a>
 */
record PromQl(Question question, List<String> services, List<String> instances) {

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String SPECIAL = ".+()[]{}|^$";
    private static final Pattern STARS = Pattern.compile("\\*+");

    PromQl {
        services = labels(services);
        instances = labels(instances);
    }

    /** Attributes of other telemetry aren't labels, and no series has them. */
    private static List<String> labels(Collection<String> attributes) {
        return List.copyOf(new TreeSet<>(attributes.stream().filter(one -> LABEL.matcher(one).matches()).toList()));
    }

    /** How many samples the busiest series of each service has had. */
    String samples(Duration over) {
        return "max by (" + String.join(", ", services) + ") (" + without("count_over_time", over) + ")";
    }

    /**
     * The values of the question's input, or of its part of it.
     *
     * @param quantiles of {@link Form#BUCKETS}, otherwise not used
     * @param range what is looked back over; at least two samples of a counter
     */
    String value(double quantile, Duration range) {
        String series = without(function(), range);
        if (question.form() == Form.BUCKETS) {
            return "histogram_quantile(" + quantile + ", " + by("sum", services, "le", series) + ")";
        }
        if (question.part() != Part.WHOLE) {
            return by("sum", services, "", series);
        }
        String within = operator(question.input().within());
        String over = operator(question.input().over());
        if (within.equals(over) && !within.equals("avg")) {
            return by(over, services, "", series);
        }
        List<String> both = new ArrayList<>(services);
        instances.stream().filter(one -> !both.contains(one)).forEach(both::add);
        return by(over, services, "", by(within, both, "", series));
    }

    private static String by(String operator, List<String> labels, String more, String series) {
        String all = String.join(", ", labels) + (more.isEmpty() ? "" : ", " + more);
        return operator + " by (" + all + ") (" + series + ")";
    }

    private String function() {
        return switch (question.form()) {
            case COUNTER, BUCKETS -> "rate";
            case LEVEL, GIVEN -> switch (question.input().within()) {
                case MEAN, SUM -> "avg_over_time";
                case MIN -> "min_over_time";
                case MAX -> "max_over_time";
                case LAST -> "last_over_time";
            };
        };
    }

    /** PromQL doesn't know who was heard last. */
    private static String operator(Combine combine) {
        return switch (combine) {
            case MEAN -> "avg";
            case SUM -> "sum";
            case MIN -> "min";
            case MAX, LAST -> "max";
        };
    }

    private String without(String function, Duration range) {
        String over = "[" + range.toSeconds() + "s])";
        StringBuilder text = new StringBuilder(function).append('(').append(selector(question.where())).append(over);
        for (Where not : question.unless()) {
            text.append(" unless ").append(function).append('(').append(selector(List.of(not))).append(over);
        }
        return text.toString();
    }

    private String selector(List<Where> all) {
        List<String> matchers = new ArrayList<>(List.of("__name__=\"" + question.metric() + "\""));
        all.stream().flatMap(where -> where.tests().stream())
                .forEach(test -> matchers.addAll(matchers(test.attribute(), test.globs())));
        if (question.form() == Form.BUCKETS) {
            matchers.add("le!=\"\"");
        } else if (question.form() == Form.GIVEN) {
            matchers.add("quantile=~\"" + question.quantile() + "0*\"");
        }
        return "{" + String.join(",", matchers) + "}";
    }

    /** No series has an attribute that is no label: nothing matches where one must be there. */
    private static List<String> matchers(String attribute, Globs globs) {
        boolean label = LABEL.matcher(attribute).matches();
        if (!label) {
            return globs.include().isEmpty() ? List.of() : List.of("__name__=\"\"");
        }
        List<String> matchers = new ArrayList<>();
        if (!globs.include().isEmpty()) {
            matchers.add(attribute + "!=\"\"");
            matchers.add(attribute + "=~\"" + regex(globs.include()) + "\"");
        }
        if (!globs.except().isEmpty()) {
            matchers.add(attribute + "!~\"" + regex(globs.except()) + "\"");
        }
        return matchers;
    }

    /** A star alone means that the label is there. */
    private static String regex(List<Glob> globs) {
        return globs.stream().map(glob -> STARS.matcher(glob.pattern()).matches() ? ".+" : regex(glob.pattern()))
                .collect(Collectors.joining("|", "(?i:", ")"));
    }

    /** A backslash is escaped once more, by the text around the regular expression. */
    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints().mapToObj(Character::toString).forEach(one -> regex.append(switch (one) {
            case "*" -> ".*";
            case "?" -> ".";
            case "\"" -> "\\\"";
            case "\\" -> "\\\\\\\\";
            default -> SPECIAL.contains(one) ? "\\\\" + one : one;
        }));
        return regex.toString();
    }
}
