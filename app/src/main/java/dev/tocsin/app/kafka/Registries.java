package dev.tocsin.app.kafka;

import org.apache.kafka.common.config.ConfigException;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.settings.SchemaRegistrySettings;
import dev.tocsin.schemas.registry.RegistrySettings;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.SerdeSettings;

/** The Schema Registry of the settings. */
public final class Registries {

    private Registries() {}

    /** @throws Failure if none is set, or its settings contradict each other; nothing is asked of it yet */
    public static SchemaRegistry connect(SchemaRegistrySettings settings) {
        requireSet(settings);
        try {
            return SchemaRegistry.connect(RegistrySettings.from(settings.properties()));
        } catch (ConfigException e) {
            throw unusable(e);
        }
    }

    /** @throws Failure if none is set */
    public static void requireSet(SchemaRegistrySettings settings) {
        if (settings.url().isEmpty()) {
            throw new Failure("no Schema Registry is set.",
                    "Set TOCSIN_SCHEMA_REGISTRY_URL=http://host:8081 or schema.registry.url in tocsin.yaml.");
        }
    }

    /** How records get their schema's id. */
    public static SerdeSettings serdes(SchemaRegistrySettings settings) {
        try {
            return SerdeSettings.from(settings.forSerdes());
        } catch (ConfigException e) {
            throw unusable(e);
        }
    }

    private static Failure unusable(ConfigException e) {
        return new Failure("the Schema Registry's settings can't be used: " + e.getMessage(), "", e);
    }
}
