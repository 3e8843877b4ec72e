package dev.tocsin.app.inspect;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.tocsin.app.cli.Table;

/** What was found, for a person. */
final class FindingsText {

    private static final int MOST_ROWS = 50;

    private final Findings found;
    private final PrintWriter out;

    private FindingsText(Findings found, PrintWriter out) {
        this.found = found;
        this.out = out;
    }

    static void print(Findings found, PrintWriter out) {
        FindingsText text = new FindingsText(found, out);
        text.overview();
        text.services();
        text.metrics();
        text.left();
        text.calls();
        out.flush();
    }

    private void overview() {
        say("topic       %s, %d partitions", found.topic(), found.partitions());
        say("records     %d in %.0f s (%.1f/s, %.1f kB/s)", found.records(), found.seconds(),
                found.records() / found.seconds(), found.bytes() / found.seconds() / 1000);
        say("maps        %s", found.maps());
        say("formats     %s", counts(found.formats(), "none that is known"));
        if (!found.unreadable().isEmpty()) {
            say("unreadable  %s", counts(found.unreadable(), ""));
        }
        say("namespaces  %s", counts(found.namespaces(), "none"));
        int series = found.metrics().stream().mapToInt(Findings.Metric::series).sum();
        say("services    %d; metrics %d; series %d; points %.1f/s", found.services().size(), found.metrics().size(),
                series, found.points() / found.seconds());
        say("keyed       %.0f %% of samples are keyed by their service%s", 100 * found.keyedByService(),
                found.keyedByService() < 1 ? ": keyed: false in the source's settings" : "");
        say("used        %.1f %% of points", 100 * found.coverage());
        found.namespaces().forEach((namespace, services) -> {
            if (services > found.limits().services()) {
                say("too many    %d services in namespace %s, more than the %d that are taken on: is an id in the name? %s",
                        services, namespace, found.limits().services(), found.seenOnce(namespace));
            }
        });
        if (found.servicesBeyond() > 0) {
            say("too many    services; %d more samples of others aren't counted", found.servicesBeyond());
        }
        clocks();
    }

    private void clocks() {
        if (found.clocks().isEmpty()) {
            say("clocks      agree with the records");
            return;
        }
        for (Findings.Clock clock : found.clocks().stream().limit(MOST_ROWS).toList()) {
            say("clock       %s is %.0f s %s its records%s", clock.service(), Math.abs(clock.leastSeconds()),
                    clock.leastSeconds() < 0 ? "ahead of" : "behind",
                    clock.refused() ? ": refused, set its clock right" : "");
        }
    }

    private void services() {
        out.println();
        Table table = new Table("SERVICE", "INSTANCES", "POINTS/S", "METRICS", "SIGNALS IT COULD HAVE");
        found.services().stream().limit(MOST_ROWS).forEach(service -> table.row(service.name(),
                Integer.toString(service.instances()), number(service.pointsPerSecond()),
                service.metrics() > service.kept()
                        ? service.kept() + " of " + service.metrics()
                        : Integer.toString(service.metrics()),
                service.signals().isEmpty() ? "none on metrics" : String.join(", ", service.signals())));
        table.print(out);
        more(found.services().size());
    }

    private void metrics() {
        out.println();
        Table table = new Table("METRIC", "KIND", "UNIT", "SERIES", "POINTS/S", "MAP", "BECOMES");
        found.metrics().stream().limit(MOST_ROWS).forEach(metric -> table.row(metric.name(), metric.kind(),
                metric.unit(), Integer.toString(metric.series()), number(metric.pointsPerSecond()),
                metric.map().isEmpty() ? "-" : metric.map(),
                metric.map().isEmpty() ? "left out: " + metric.left() : becomes(metric.becomes())));
        table.print(out);
        more(found.metrics().size());
    }

    private void left() {
        if (found.left().isEmpty()) {
            return;
        }
        out.println();
        Table table = new Table("LEFT OUT", "POINTS", "FOR EXAMPLE");
        found.left().forEach((reason, left) -> table.row(reason, Long.toString(left.points()),
                String.join(", ", left.examples())));
        table.print(out);
    }

    private void calls() {
        if (found.calls().isEmpty()) {
            return;
        }
        out.println();
        Table table = new Table("CALLER", "CALLS", "POINTS", "");
        found.calls().stream().limit(MOST_ROWS).forEach(call -> table.row(call.caller(), call.callee(),
                Long.toString(call.points()), call.known() ? "" : "no service that is known"));
        table.print(out);
        more(found.calls().size());
    }

    private void more(int rows) {
        if (rows > MOST_ROWS) {
            say("… and %d more; -o json has them all", rows - MOST_ROWS);
        }
    }

    private static String becomes(List<String> outputs) {
        return outputs.stream().limit(4).collect(Collectors.joining(", ")) + (outputs.size() > 4 ? ", …" : "");
    }

    private static String counts(Map<String, ? extends Number> counts, String none) {
        return counts.isEmpty()
                ? none
                : counts.entrySet().stream().limit(20).map(one -> one.getKey() + " (" + one.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
