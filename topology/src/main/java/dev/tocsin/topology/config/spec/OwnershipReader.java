package dev.tocsin.topology.config.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.tocsin.escalation.route.Owner;
import dev.tocsin.escalation.route.Ownership;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.escalation.switchboard.Notification;

/** Reads the spec of an {@code Ownership}. */
final class OwnershipReader {

    /** As Prometheus and Alertmanager have it, so that a label means the same everywhere. */
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,62}");

    private OwnershipReader() {}

    static Optional<Content.Owned> read(Field spec, Document origin) {
        List<ServiceGlob> services = ServiceGlobs.read(spec.at("match").at("service"), origin);
        SortedMap<String, String> labels = labels(spec.at("labels"));
        String runbook = spec.has("runbook") ? spec.at("runbook").text() : null;
        return spec.attempt(() -> new Content.Owned(new Ownership(origin, services,
                new Owner(spec.at("team").text(), runbook, labels), spec.at("destinations").texts(),
                spec.at("observe").value().asBoolean(false))));
    }

    private static SortedMap<String, String> labels(Field labels) {
        SortedMap<String, String> read = new TreeMap<>();
        for (Map.Entry<String, Field> label : labels.entries()) {
            if (!LABEL.matcher(label.getKey()).matches()) {
                label.getValue().problem("a label's name has 1 to 63 letters, digits and '_', and no digit first");
            } else if (Notification.RESERVED.contains(label.getKey())) {
                label.getValue().problem("Tocsin uses this label itself; choose another name");
            } else {
                read.put(label.getKey(), label.getValue().text());
            }
        }
        return read;
    }
}
