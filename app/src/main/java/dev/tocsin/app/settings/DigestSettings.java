package dev.tocsin.app.settings;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.notifiers.digest.DigestPlan;
import dev.tocsin.topology.config.calendar.Weekdays;

/** Digests that somebody is sent at set times. */
final class DigestSettings {

    private static final List<String> SETTINGS = List.of("to", "team", "at", "days", "zone");

    private DigestSettings() {}

    /**
     * Those that can be used; what is wrong with the others is a problem of the reading.
     *
     * @param receivers those that digests can be sent to, by name
     */
    static List<DigestPlan> read(Node root, Map<String, ReceiverSettings> receivers) {
        Node digests = root.child("digests");
        Set<String> named = ReceiverReading.names(root.child("receivers"));
        List<DigestPlan> plans = new ArrayList<>();
        for (String name : digests.names("to")) {
            Node node = digests.child(name);
            node.known(SETTINGS);
            String to = node.text("to").orElse("");
            if (named.contains(to) && !receivers.containsKey(to)) {
                continue; // what is wrong with its receiver was said
            }
            try {
                plans.add(plan(name, to, node, receivers));
            } catch (IllegalArgumentException e) {
                node.problem(String.valueOf(e.getMessage()));
            }
        }
        return plans;
    }

    private static DigestPlan plan(String name, String to, Node node, Map<String, ReceiverSettings> receivers) {
        if (to.isEmpty()) {
            throw new IllegalArgumentException("has no receiver: to");
        }
        switch (receivers.get(to)) {
            case ReceiverSettings.Slack _,ReceiverSettings.Webhook _ -> {
                // these can be sent one
            }
            case null -> throw new IllegalArgumentException("there is no receiver '" + to + "'");
            case ReceiverSettings.PagerDuty _,ReceiverSettings.Alertmanager _,ReceiverSettings.Digest _ ->
                throw new IllegalArgumentException("'" + to + "' is neither a slack nor a webhook receiver");
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        node.text("days").ifPresent(text -> days.addAll(Weekdays.parse(text)));
        return new DigestPlan(name, to, node.text("team").map(Glob::new).orElse(null),
                node.list("at").stream().map(DigestSettings::time).toList(),
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, zone(node.text("zone").orElse("UTC")));
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("at '" + text + "' isn't a time of day; write 09:00", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone '" + text + "' isn't an IANA zone such as Europe/Berlin", e);
        }
    }
}
