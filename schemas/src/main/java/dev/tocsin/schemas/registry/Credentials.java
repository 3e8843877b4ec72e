package dev.tocsin.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.kafka.common.config.types.Password;

import okhttp3.HttpUrl;

/** What proves to the registry who is asking. */
public sealed interface Credentials {

    /** The value of the {@code Authorization} header for a request to this base URL. */
    Optional<String> authorization(HttpUrl base);

    /** User and password inside each URL, where there are any. */
    record FromUrl() implements Credentials {
        @Override
        public Optional<String> authorization(HttpUrl base) {
            return base.username().isEmpty()
                    ? Optional.empty()
                    : Optional.of(okhttp3.Credentials.basic(base.username(), base.password(),
                            StandardCharsets.UTF_8));
        }
    }

    /** One user and password for all URLs. */
    record Basic(String user, Password password) implements Credentials {
        @Override
        public Optional<String> authorization(HttpUrl base) {
            return Optional.of(okhttp3.Credentials.basic(user, password.value(),
                    StandardCharsets.UTF_8));
        }
    }

    /** One token for all URLs. */
    record Bearer(Password token) implements Credentials {
        @Override
        public Optional<String> authorization(HttpUrl base) {
            return Optional.of("Bearer " + token.value());
        }
    }
}
