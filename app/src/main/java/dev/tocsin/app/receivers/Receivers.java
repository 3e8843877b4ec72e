package dev.tocsin.app.receivers;

import java.time.InstantSource;

import dev.tocsin.app.settings.ReceiverSettings;
import dev.tocsin.notifiers.alertmanager.AlertmanagerReceiver;
import dev.tocsin.notifiers.digest.Digest;
import dev.tocsin.notifiers.digest.DigestReceiver;
import dev.tocsin.notifiers.pagerduty.PagerDutyReceiver;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.slack.SlackReceiver;
import dev.tocsin.notifiers.webhook.WebhookReceiver;

import okhttp3.OkHttpClient;

/** Makes a receiver of its settings: for deliveries, for what is told without them, and to try one. */
public final class Receivers {

    private Receivers() {}

    /**
     * @param digest where a digest's lines go
     * @param http shared by all
     */
    public static Receiver of(String name, ReceiverSettings settings, Digest digest, OkHttpClient http) {
        return switch (settings) {
            case ReceiverSettings.PagerDuty(var pager, var _) -> new PagerDutyReceiver(name, pager, http);
            case ReceiverSettings.Slack(var slack, var _) -> new SlackReceiver(name, slack, http);
            case ReceiverSettings.Webhook(var webhook, var _) -> new WebhookReceiver(name, webhook, http,
                    InstantSource.system());
            case ReceiverSettings.Alertmanager(var alertmanager, var _) -> new AlertmanagerReceiver(name, alertmanager,
                    http, InstantSource.system());
            case ReceiverSettings.Digest() -> new DigestReceiver(name, digest);
        };
    }
}
