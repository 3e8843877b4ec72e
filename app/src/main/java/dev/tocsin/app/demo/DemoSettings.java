package dev.tocsin.app.demo;

import java.util.HashMap;
import java.util.Map;

import dev.tocsin.app.demo.inbox.Inbox;
import dev.tocsin.app.settings.ReceiverSettings;
import dev.tocsin.app.settings.Settings;

/** The settings of the demo: the usual ones, but windows of 10 s, few partitions, and the local inbox as receivers. */
final class DemoSettings {

    private DemoSettings() {}

    static Settings of(Inbox inbox) {
        return Settings.of("demo", Map.ofEntries(
                Map.entry("application.id", "tocsin-demo"),
                Map.entry("topics.partitions", "3"),
                Map.entry("window.size", "10s"),
                Map.entry("window.grace", "2s"),
                Map.entry("window.idle", "5s"),
                Map.entry("http.port", "0"),
                Map.entry("receivers.pagerduty.routing_key", Inbox.ROUTING_KEY),
                Map.entry("receivers.pagerduty.url", inbox.url()),
                Map.entry("receivers.slack.token", Inbox.BOT_TOKEN),
                Map.entry("receivers.slack.channel", "#alerts"),
                Map.entry("receivers.slack.url", inbox.slackApi())));
    }

    /** Adds the receivers of a person's own settings, so that they are told too. */
    static Settings alsoTelling(Map<String, ReceiverSettings> real, Settings demo) {
        Map<String, ReceiverSettings> all = new HashMap<>(demo.receivers());
        real.forEach((name, receiver) -> {
            if (!(receiver instanceof ReceiverSettings.Digest)) {
                all.put("real-" + name, receiver);
            }
        });
        return demo.telling(all);
    }
}
