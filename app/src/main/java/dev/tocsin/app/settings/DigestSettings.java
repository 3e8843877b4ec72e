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

    private DigestSettings() {}

    /** @param receivers those that digests can be sent to, by name */
    static List<DigestPlan> read(Node root, Map<String, ReceiverSettings> receivers) {
        Node node = root.child("digests");
        List<DigestPlan> plans = new ArrayList<>();
        for (String name : node.names("to")) {
            try {
                plans.add(plan(name, node.child(name), receivers));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("digests." + name + ": " + e.getMessage(), e);
            }
        }
        return plans;
    }

    private static DigestPlan plan(String name, Node node, Map<String, ReceiverSettings> receivers) {
        String to = node.text("to").orElseThrow(() -> new IllegalArgumentException("has no receiver: to"));
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
