package dev.tocsin.schemas.serde;

import java.util.Map;

import org.apache.kafka.common.config.ConfigException;

import dev.tocsin.schemas.subject.SubjectNaming;

/**
 * How records get their schema's id.
 *
 * @param register whether a schema the registry doesn't have is registered; otherwise writing with it fails
 */
public record SerdeSettings(boolean register, SubjectNaming keys, SubjectNaming values) {

    /** The property for {@link #register}. */
    public static final String AUTO_REGISTER = "auto.register.schemas";

    private static final String USE_LATEST = "use.latest.version";

    /** Confluent's defaults: registers, names by topic. */
    public static SerdeSettings standard() {
        return new SerdeSettings(true, SubjectNaming.TOPIC_NAME, SubjectNaming.TOPIC_NAME);
    }

    /**
     * Reads the property names of Confluent's clients from any map; others are ignored.
     *
     * @throws ConfigException if one has a value that isn't supported
     */
    public static SerdeSettings from(Map<String, ?> properties) {
        if (flag(properties, USE_LATEST, false)) {
            throw new ConfigException(USE_LATEST + "=true isn't supported: records are written with the schema they "
                    + "were built with. Set " + AUTO_REGISTER + "=false to use only schemas that were registered "
                    + "beforehand.");
        }
        return new SerdeSettings(flag(properties, AUTO_REGISTER, true),
                naming(properties, SubjectNaming.KEY_PROPERTY), naming(properties, SubjectNaming.VALUE_PROPERTY));
    }

    /** The strategy of keys or of values. */
    public SubjectNaming naming(boolean key) {
        return key ? keys : values;
    }

    private static SubjectNaming naming(Map<String, ?> properties, String name) {
        return switch (properties.get(name)) {
            case null -> SubjectNaming.TOPIC_NAME;
            case Class<?> type -> SubjectNaming.parse(name, type.getName());
            case Object text -> SubjectNaming.parse(name, text.toString().strip());
        };
    }

    private static boolean flag(Map<String, ?> properties, String name, boolean otherwise) {
        Object value = properties.get(name);
        return switch (value == null ? "" : value.toString().strip()) {
            case "" -> otherwise;
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(name, value, "must be true or false");
        };
    }
}
