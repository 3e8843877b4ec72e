package dev.tocsin.escalation.suppression;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GlobTest {

    @Test
    @DisplayName("A glob matches what the regular expression of the same meaning matches")
    void asRegularExpression() {
        long seed = Long.getLong("tocsin.seed", 20_261_127L);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*?", 1 + random.nextInt(7));
            String name = text(random, "ab", random.nextInt(9));
            boolean expected = Pattern.matches(pattern.replace("*", ".*").replace("?", "."), name);
            assertThat(new Glob(pattern).matches(name)).as("seed %d: %s on %s", seed, pattern, name)
                    .isEqualTo(expected);
        }
    }

    private static String text(RandomGenerator random, String letters, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    @DisplayName("A service glob without a slash means the service of any namespace")
    void services() {
        ServiceId checkout = new ServiceId("prod-eu", "checkout");

        assertThat(ServiceGlob.parse("check*").matches(checkout)).isTrue();
        assertThat(ServiceGlob.parse("prod-*/checkout").matches(checkout)).isTrue();
        assertThat(ServiceGlob.parse("prod-us/checkout").matches(checkout)).isFalse();
        assertThat(ServiceGlob.parse("*/a/b").matches(new ServiceId("x", "a/b"))).isTrue();
    }

    @Test
    @DisplayName("A blank or endless glob is refused by name")
    void refused() {
        assertThatThrownBy(() -> new Glob(" ")).hasMessageContaining("is blank or over 200 characters");
        assertThatThrownBy(() -> ServiceGlob.parse("prod/")).hasMessageContaining("is blank");
        assertThatThrownBy(() -> new Glob("a".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }
}
