package dev.tocsin.app.settings;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which settings are secret, by their names, and how all are shown. */
final class Masking {

    private static final String MASK = "***";
    private static final Pattern SECRET = Pattern
            .compile(
                    "(^|.*[._-])(password|secret|token|jaas\\.config|user\\.info|routing_key|webhook_url|key|proxy|heartbeat\\.url)$|.*\\.headers\\..+$");
    private static final Pattern NOT_SECRET = Pattern
            .compile(".*\\b(token\\.endpoint\\.url|sub\\.claim\\.name|no_proxy)$");
    private static final Pattern USER_IN_URL = Pattern.compile("(://)[^/@\\s]+@");

    private Masking() {}

    static boolean isSecret(String key) {
        return SECRET.matcher(key).matches() && !NOT_SECRET.matcher(key).matches();
    }

    static String shown(String key, String value) {
        return isSecret(key) ? MASK : USER_IN_URL.matcher(value).replaceAll("$1" + MASK + "@");
    }

    static Map<String, String> shown(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>();
        properties.forEach((key, value) -> shown.put(key, shown(key, value)));
        return shown;
    }
}
