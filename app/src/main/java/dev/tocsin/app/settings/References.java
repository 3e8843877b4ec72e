package dev.tocsin.app.settings;

import java.util.Map;
import java.util.regex.Matcher;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Values kept elsewhere (KIP-297): <code>${env:NAME}</code>, <code>${dir:/folder:file}</code> and
 * <code>${file:/path:key}</code>, resolved as Kafka's own clients would.
 */
final class References {

    private static final String KINDS = "${env:NAME}, ${dir:/folder:file} or ${file:/path:key}";

    private final ConfigTransformer transformer;

    References(Map<String, String> environment) {
        transformer = new ConfigTransformer(Map.of("env", configured(new EnvVarConfigProvider(environment)), "dir",
                configured(new DirectoryConfigProvider()), "file", configured(new FileConfigProvider())));
    }

    /**
     * The value with its references replaced.
     *
     * @throws IllegalArgumentException if one leads nowhere; it names the reference
     */
    String resolve(String value) {
        if (!value.contains("${")) {
            return value;
        }
        String resolved = transformed(value);
        Matcher left = ConfigTransformer.DEFAULT_PATTERN.matcher(resolved);
        if (resolved.equals(value) && left.find()) {
            throw new IllegalArgumentException(left.group() + " leads nowhere; a reference is " + KINDS);
        }
        return resolved;
    }

    static boolean isReference(String value) {
        return ConfigTransformer.DEFAULT_PATTERN.matcher(value).find();
    }

    private String transformed(String value) {
        try {
            return transformer.transform(Map.of("value", value)).data().getOrDefault("value", value);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(value + " can't be resolved: " + e.getMessage(), e);
        }
    }

    private static ConfigProvider configured(ConfigProvider provider) {
        provider.configure(Map.of());
        return provider;
    }
}
