package dev.tocsin.app.settings;

import java.util.Map;

import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.notifiers.alertmanager.AlertmanagerSettings;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;
import dev.tocsin.notifiers.slack.SlackSettings;
import dev.tocsin.notifiers.webhook.WebhookSettings;

/** Someone who is told, under a name that routes and owners use. */
public sealed interface ReceiverSettings {

    /** The digest's name where nothing says another; there is always a digest. */
    String DIGEST = "digest";

    ReceiverType type();

    /** Whether it is told of what no route and no team claims. */
    boolean byDefault();

    /** A PagerDuty integration. */
    record PagerDuty(PagerDutySettings settings, boolean byDefault) implements ReceiverSettings {

        public PagerDuty(PagerDutySettings settings) {
            this(settings, true);
        }

        @Override
        public ReceiverType type() {
            return ReceiverType.PAGERDUTY;
        }
    }

    /** A Slack channel. */
    record Slack(SlackSettings settings, boolean byDefault) implements ReceiverSettings {

        public Slack(SlackSettings settings) {
            this(settings, true);
        }

        @Override
        public ReceiverType type() {
            return ReceiverType.SLACK;
        }
    }

    /** Any address that takes JSON. */
    record Webhook(WebhookSettings settings, boolean byDefault) implements ReceiverSettings {

        @Override
        public ReceiverType type() {
            return ReceiverType.WEBHOOK;
        }
    }

    /** An Alertmanager or a cluster of them. */
    record Alertmanager(AlertmanagerSettings settings, boolean byDefault) implements ReceiverSettings {

        @Override
        public ReceiverType type() {
            return ReceiverType.ALERTMANAGER;
        }
    }

    /** The digest topic, which hears of everything. */
    record Digest() implements ReceiverSettings {

        @Override
        public ReceiverType type() {
            return ReceiverType.DIGEST;
        }

        @Override
        public boolean byDefault() {
            return true;
        }
    }

    static Map<String, ReceiverSettings> read(Node root) {
        return ReceiverReading.read(root.child("receivers"));
    }
}
