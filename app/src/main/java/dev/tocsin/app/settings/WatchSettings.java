package dev.tocsin.app.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.tocsin.notifiers.Secret;

import okhttp3.HttpUrl;

/**
 * Who watches Tocsin itself.
 *
 * @param heartbeat called while all is well: whoever is called misses the calls that don't come; a URL with its secret
 * @param every how often it is called
 * @param platform the receiver of the team that runs the brokers: told directly when they can't be reached
 * @param after how long they must have been out of reach
 */
public record WatchSettings(Optional<Secret> heartbeat, Duration every, Optional<String> platform, Duration after) {

    public static final WatchSettings NOBODY = new WatchSettings(Optional.empty(), Duration.ofMinutes(1),
            Optional.empty(), Duration.ofMinutes(1));

    public WatchSettings {
        atLeastASecond("heartbeat.every", every);
        atLeastASecond("platform.after", after);
        heartbeat.ifPresent(url -> {
            if (HttpUrl.parse(url.reveal()) == null) {
                throw new IllegalArgumentException("heartbeat.url isn't an http or https URL");
            }
        });
    }

    static WatchSettings read(Node root, Map<String, ReceiverSettings> receivers) {
        Node heartbeat = root.child("heartbeat");
        Node platform = root.child("platform");
        Optional<String> receiver = platform.text("receiver");
        var settings = new WatchSettings(heartbeat.secret("url"), heartbeat.duration("every", NOBODY.every), receiver,
                platform.duration("after", NOBODY.after));
        receiver.ifPresent(name -> {
            ReceiverSettings known = receivers.get(name);
            if (known == null && ReceiverReading.names(root.child("receivers")).contains(name)) {
                return; // what is wrong with it was said
            }
            if (known == null || known instanceof ReceiverSettings.Digest) {
                throw new IllegalArgumentException("platform.receiver '" + name
                        + "' must be a receiver that isn't a digest: with the brokers away, no topic can be written");
            }
        });
        return settings;
    }

    private static void atLeastASecond(String name, Duration value) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(name + " " + value + " must be at least 1s");
        }
    }
}
