package dev.tocsin.schemas.registry;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** The registry's properties within a map of client properties; each may carry the prefix {@code schema.registry.}. */
record RegistryProperties(Map<String, ?> all) {

    Optional<String> text(String name) {
        Object value = all.get(name);
        if (value == null && !name.startsWith(RegistrySettings.NAMESPACE)) {
            value = all.get(RegistrySettings.NAMESPACE + name);
        }
        return switch (value) {
            case null -> Optional.empty();
            case Password secret -> Optional.of(secret.value());
            case Iterable<?> many -> Optional.of(String.join(",", strings(many)));
            default -> Optional.of(value.toString().strip()).filter(text -> !text.isEmpty());
        };
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new ConfigException("Set " + name));
    }

    Duration millis(String name, Duration otherwise) {
        return text(name).map(text -> Duration.ofMillis(number(name, text))).orElse(otherwise);
    }

    int count(String name, int otherwise) {
        return text(name).map(text -> Math.toIntExact(number(name, text))).orElse(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return text(name).map(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(name, text, "must be true or false");
        }).orElse(otherwise);
    }

    Credentials credentials() {
        Optional<String> bearer = text(RegistrySettings.BEARER_SOURCE);
        if (bearer.isPresent()) {
            if (!bearer.get().equalsIgnoreCase("STATIC_TOKEN")) {
                throw new ConfigException(RegistrySettings.BEARER_SOURCE, bearer.get(),
                        "only STATIC_TOKEN is supported");
            }
            return new Credentials.Bearer(new Password(required(RegistrySettings.BEARER_TOKEN)));
        }
        String source = text(RegistrySettings.BASIC_SOURCE).orElse("URL");
        return switch (source.toUpperCase(Locale.ROOT)) {
            case "URL" -> new Credentials.FromUrl();
            case "USER_INFO" -> userInfo(required(RegistrySettings.BASIC_USER_INFO));
            case "SASL_INHERIT" -> saslInherited();
            default -> throw new ConfigException(RegistrySettings.BASIC_SOURCE, source,
                    "must be URL, USER_INFO or SASL_INHERIT");
        };
    }

    private static Credentials userInfo(String info) {
        int colon = info.indexOf(':');
        if (colon <= 0) {
            throw new ConfigException(RegistrySettings.BASIC_USER_INFO + " must be user:password");
        }
        return new Credentials.Basic(info.substring(0, colon), new Password(info.substring(colon + 1)));
    }

    private Credentials saslInherited() {
        String jaas = required(SaslConfigs.SASL_JAAS_CONFIG);
        var entries = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)))
                .configurationEntries();
        String user = JaasContext.configEntryOption(entries, "username", null);
        String password = JaasContext.configEntryOption(entries, "password", null);
        if (user == null || password == null) {
            throw new ConfigException(RegistrySettings.BASIC_SOURCE + "=SASL_INHERIT needs a "
                    + SaslConfigs.SASL_JAAS_CONFIG + " with username and password");
        }
        return new Credentials.Basic(user, new Password(password));
    }

    private static long number(String name, String text) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= Integer.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below, as for a number out of range
        }
        throw new ConfigException(name, text, "must be a whole number from 0 to " + Integer.MAX_VALUE);
    }

    private static Iterable<String> strings(Iterable<?> many) {
        return StreamSupport.stream(many.spliterator(), false).map(Object::toString).toList();
    }

    /** Without the values, for some are secret. */
    @Override
    public String toString() {
        return "RegistryProperties" + all.keySet();
    }
}
