package dev.tocsin.schemas.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RegistrySettingsTest {

    private static final String SECRET = "hunter2";

    @Test
    void severalUrlsAreTakenFromTextOrList() {
        Object text = "http://a:1, https://b/x/";
        Object list = List.of("http://a:1", "https://b/x/");

        assertThat(RegistrySettings.from(Map.of("schema.registry.url", text)).shownUrls())
                .isEqualTo(RegistrySettings.from(Map.of("schema.registry.url", list)).shownUrls())
                .containsExactly("http://a:1", "https://b/x");
    }

    @Test
    void nothingThatIsPrintedHoldsASecret() {
        RegistrySettings settings = RegistrySettings.from(Map.of(
                "schema.registry.url", "http://alice:" + SECRET + "@a:1?token=" + SECRET,
                "bearer.auth.credentials.source", "STATIC_TOKEN",
                "bearer.auth.token", new Password(SECRET)));

        assertThat(settings.toString()).contains("http://a:1").doesNotContain(SECRET);
        assertThat(settings.credentials().toString()).doesNotContain(SECRET);
        assertThat(new RegistryProperties(Map.of("bearer.auth.token", SECRET)).toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "schema.registry.url            | -                 | -                    | -       | schema.registry.url",
            "schema.registry.url            | hunter2@a:1       | -                    | -       | http:// or https://",
            "schema.registry.url            | http://a:1,       | -                    | -       | number 2",
            "basic.auth.credentials.source  | FILE              | -                    | -       | SASL_INHERIT",
            "basic.auth.credentials.source  | USER_INFO         | -                    | -       | basic.auth.user.info",
            "basic.auth.credentials.source  | USER_INFO         | basic.auth.user.info | hunter2 | user:password",
            "basic.auth.credentials.source  | SASL_INHERIT      | -                    | -       | sasl.jaas.config",
            "bearer.auth.credentials.source | OAUTHBEARER       | -                    | -       | STATIC_TOKEN",
            "bearer.auth.credentials.source | STATIC_TOKEN      | -                    | -       | bearer.auth.token",
            "max.retries                    | many              | -                    | -       | max.retries",
            "max.retries                    | -1                | -                    | -       | max.retries",
    })
    void whatCannotBeUsedIsNamedWithoutItsSecret(String name, String value, String other, String otherValue,
            String said) {
        // Given
        var properties = new HashMap<String, Object>(Map.of("schema.registry.url", "http://a:1"));
        properties.put(name, value);
        if (other != null) {
            properties.put(other, otherValue);
        }

        // Then
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> RegistrySettings.from(properties))
                .withMessageContaining(said)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(SECRET));
    }
}
